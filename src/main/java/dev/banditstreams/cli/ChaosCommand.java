package dev.banditstreams.cli;

import dev.banditstreams.chaos.Chaos;
import dev.banditstreams.chaos.ChaosPlan;
import dev.banditstreams.chaos.ChaosReport;
import dev.banditstreams.chaos.ChaosText;
import dev.banditstreams.chaos.Deployment;
import dev.banditstreams.chaos.Fault;
import dev.banditstreams.chaos.Instance;
import dev.banditstreams.codec.Codecs;
import dev.banditstreams.config.Settings;
import dev.banditstreams.demo.DataDirectory;
import dev.banditstreams.demo.EmbeddedRegistry;
import dev.banditstreams.model.Topic;
import dev.banditstreams.runtime.ClientSettings;
import dev.banditstreams.runtime.Topics;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code ./bandit chaos}. */
@Command(
        name = "chaos",
        description = {
            "Runs a broker and two instances of the service as processes on this machine, loads them with requests and"
                    + " rewards of every kind, and kills, stops, freezes and restarts them in random order, a kill -9 first.",
            "Prints a verdict for each fault; then every answer is counted, and the checker (bandit check) verifies the"
                    + " topics."
        },
        footer = {
            "",
            "Exit code 1 if anything was lost, twice or miscounted, if a guarantee is violated, or if an instance died by"
                    + " itself or did not recover. Ctrl-C ends it; nothing is left on disk."
        })
final class ChaosCommand implements Callable<Integer> {

    private static final int PARTITIONS = 4;
    private static final int INSTANCES = 2;

    @CommandLine.Spec
    private CommandSpec spec;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "4",
            description = "How long faults begin (${DEFAULT-VALUE}).")
    private int minutes;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description =
                    "Order and moments of the faults, and the load; the same seed makes the same (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "100",
            description = "Requests a second, answered or not (${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--faults",
            paramLabel = "FAULT,...",
            split = ",",
            description = "These faults in this order, instead of all of them for --minutes: kill, roll, pause,"
                    + " broker-restart, broker-freeze, state-deleted.")
    private List<String> faults = new ArrayList<>();

    @Option(names = "--keep", paramLabel = "DIR", description = "Keep logs and data here.")
    private @Nullable Path keep;

    @Option(names = "--json", description = "Print the result as one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        ChaosPlan plan = new ChaosPlan(
                minutes, seed, rate, faults.stream().map(this::fault).toList());
        List<String> problems = new ArrayList<>(plan.problems());
        if (keep != null && Files.exists(keep)) {
            problems.add("--keep " + keep + ": is there already; name a directory that isn't");
        }
        if (!problems.isEmpty()) {
            throw new ParameterException(spec.commandLine(), String.join("; ", problems));
        }
        try (DataDirectory directory = DataDirectory.open(keep);
                ChaosProcesses processes = new ChaosProcesses(directory.path())) {
            Termination termination =
                    Termination.closing(() -> end(processes, directory), CommandLine.ExitCode.SOFTWARE);
            try (EmbeddedRegistry registry = EmbeddedRegistry.start(0)) {
                return show(run(plan, processes, registry));
            } finally {
                termination.cancel();
            }
        }
    }

    private Fault fault(String label) {
        return Fault.labelled(label)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "--faults: there is no fault " + label + ", only "
                                + Arrays.stream(Fault.values())
                                        .map(Fault::label)
                                        .collect(Collectors.joining(", "))));
    }

    private ChaosReport run(ChaosPlan plan, ChaosProcesses processes, EmbeddedRegistry registry)
            throws InterruptedException {
        BrokerProcess broker = new BrokerProcess(processes);
        Settings settings = Settings.of(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "schema.registry.url", registry.url()));
        try (Codecs codecs = new Codecs(settings.confluent())) {
            createTopics(settings, codecs);
            List<Instance> instances = new ArrayList<>();
            for (int i = 1; i <= INSTANCES; i++) {
                instances.add(
                        new ServiceInstance(processes, "instance-" + i, broker.bootstrapServers(), registry.url()));
            }
            say("broker and " + INSTANCES + " instances start");
            Deployment deployment = new Deployment(
                    broker,
                    instances,
                    codecs,
                    ClientSettings.producer(settings),
                    ClientSettings.consumer(settings),
                    ClientSettings.admin(settings));
            return new Chaos(plan, deployment, InstantSource.system(), this::say).run();
        }
    }

    private static void createTopics(Settings settings, Codecs codecs) {
        try (Topics topics = new Topics(settings)) {
            topics.create(topics.missing(PARTITIONS, Optional.empty()));
        }
        for (Topic topic : Topic.values()) {
            codecs.register(topic, topic.withPrefix(""));
        }
    }

    /** What the run does at its end, too; whichever comes first. */
    private static void end(ChaosProcesses processes, DataDirectory directory) {
        processes.close();
        directory.close();
    }

    private int show(ChaosReport report) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.line(report));
        } else {
            ChaosText.lines(report).forEach(out::println);
        }
        out.flush();
        report.failures().forEach(failure -> say("FAILED: " + failure));
        return report.clean() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private void say(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("chaos: " + line);
        err.flush();
    }
}
