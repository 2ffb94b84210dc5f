package dev.banditstreams.cli;

import dev.banditstreams.codec.Codecs;
import dev.banditstreams.config.Settings;
import dev.banditstreams.model.Reward;
import dev.banditstreams.model.SourcePosition;
import dev.banditstreams.model.Topic;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

@Command(name = "reward", description = "Publishes one reward for a ranked item and prints it as JSON.")
final class RewardCommand implements Callable<Integer> {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--user", required = true, paramLabel = "ID", description = "Whom was recommended to.")
    private String user;

    @Option(names = "--request", required = true, paramLabel = "ID", description = "The recommendation's requestId.")
    private String request;

    @Option(names = "--item", required = true, paramLabel = "ID", description = "The ranked item.")
    private String item;

    @Option(
            names = "--type",
            required = true,
            paramLabel = "TYPE",
            description = "One of bandit.reward.values, e.g. click.")
    private String type;

    @Option(names = "--value", paramLabel = "X", description = "From 0 to 1. Default: the type's.")
    private @Nullable Double value;

    @Option(
            names = "--reward-id",
            paramLabel = "ID",
            description = "The same id again counts nothing. Default: a random one.")
    private String rewardId = UUID.randomUUID().toString();

    @Option(names = "--event-time", paramLabel = "ISO-8601", description = "E.g. 2026-01-31T12:00:00Z. Default: now.")
    private @Nullable Instant eventTime;

    @Mixin
    private Connection connection;

    /** What was published, and where. */
    private record Published(Reward reward, SourcePosition position) {}

    @Override
    public Integer call() {
        if (value != null && !(value >= 0 && value <= 1)) {
            throw new ParameterException(spec.commandLine(), "--value is " + value + ", expected 0 to 1");
        }
        Settings settings = connection.settings();
        try (Codecs codecs = new Codecs(settings.confluent());
                ServiceClient client = new ServiceClient(settings, TIMEOUT)) {
            Reward reward = reward();
            byte[] bytes = codecs.rewards(client.topic(Topic.REWARDS)).encode(reward);
            SourcePosition position = client.publish(Topic.REWARDS, user, bytes);
            spec.commandLine().getOut().println(Json.pretty(new Published(reward, position)));
            return CommandLine.ExitCode.OK;
        }
    }

    private Reward reward() {
        Instant time = eventTime == null ? InstantSource.system().instant() : eventTime;
        return new Reward(rewardId, request, user, item, null, type, value, time.toEpochMilli(), null, null);
    }
}
