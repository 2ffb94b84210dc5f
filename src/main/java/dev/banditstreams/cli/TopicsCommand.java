package dev.banditstreams.cli;

import dev.banditstreams.codec.Codecs;
import dev.banditstreams.config.Keys;
import dev.banditstreams.config.Settings;
import dev.banditstreams.model.Topic;
import dev.banditstreams.runtime.Topics;
import dev.banditstreams.runtime.Topics.Missing;
import dev.banditstreams.topology.TopicNames;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

@Command(
        name = "topics",
        description = {
            "Creates or checks the topics and registers their schemas.",
            "The number of partitions is for life: state is found by key and partition. 32 suit production."
        })
final class TopicsCommand implements Callable<Integer> {

    private static final int EXIT_DIFFERENT = 1;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private Mode mode;

    @Mixin
    private Connection connection;

    @Option(names = "--partitions", paramLabel = "N", defaultValue = "4", description = "Default: ${DEFAULT-VALUE}.")
    private int partitions;

    @Option(names = "--replication-factor", paramLabel = "N", description = "Default: the brokers'.")
    private @Nullable Short replicationFactor;

    @Option(names = "--dry-run", description = "With --create: only print what would be created.")
    private boolean dryRun;

    private static final class Mode {
        @Option(names = "--create", description = "Create what is missing; what exists is left as it is.")
        private boolean create;

        @Option(
                names = "--check",
                description = "Print everything that is not as it has to be; exit 1 if there is any.")
        @SuppressWarnings("UnusedVariable") // one of the two is given, so create tells them apart
        private boolean check;
    }

    @Override
    public Integer call() {
        if (partitions < 1) {
            throw new ParameterException(spec.commandLine(), "--partitions is " + partitions + ", expected at least 1");
        }
        Settings settings = connection.settings();
        try (Topics topics = new Topics(settings)) {
            return mode.create ? create(topics, settings) : check(topics);
        }
    }

    private int create(Topics topics, Settings settings) {
        PrintWriter out = spec.commandLine().getOut();
        List<Missing> missing = topics.missing(partitions, Optional.ofNullable(replicationFactor));
        if (!dryRun) {
            topics.create(missing);
        }
        missing.forEach(topic -> out.printf(
                "%s %s with %d partitions, %s%n",
                dryRun ? "would create" : "created", topic.name(), topic.partitions(), topic.config()));
        out.printf("%d topics exist%n", topics.names().size() - (dryRun ? missing.size() : 0));
        if (!dryRun) {
            register(settings);
            out.println("their schemas are registered");
        }
        out.flush();
        return CommandLine.ExitCode.OK;
    }

    private static void register(Settings settings) {
        TopicNames names = new TopicNames(settings.get(Keys.TOPIC_PREFIX));
        try (Codecs codecs = new Codecs(settings.confluent())) {
            for (Topic topic : Topic.values()) {
                codecs.register(topic, names.of(topic));
            }
        }
    }

    private int check(Topics topics) {
        PrintWriter out = spec.commandLine().getOut();
        List<String> differences = topics.differences();
        differences.forEach(out::println);
        if (differences.isEmpty()) {
            out.println("all topics are as they have to be");
        }
        out.flush();
        return differences.isEmpty() ? CommandLine.ExitCode.OK : EXIT_DIFFERENT;
    }
}
