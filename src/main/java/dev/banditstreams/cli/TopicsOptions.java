package dev.banditstreams.cli;

import dev.banditstreams.codec.Codecs;
import dev.banditstreams.config.Keys;
import dev.banditstreams.config.Settings;
import dev.banditstreams.replay.ServedTopics;
import dev.banditstreams.replay.ServiceEndpoints;
import dev.banditstreams.runtime.ClientSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where {@code ./bandit evaluate} finds the service's topics, and how it counts rewards. */
final class TopicsOptions {

    private static final int MOST_SECONDS = 86_400;

    @Option(
            names = "--window",
            paramLabel = "TIME",
            converter = Milliseconds.class,
            description = "topics: how long after a recommendation an event may lie, e.g. 30m. Default: the file's"
                    + " bandit.attribution.window.ms, else its default.")
    private @Nullable Long windowMillis;

    @Option(
            names = "--reward-values",
            paramLabel = "TYPE=VALUE",
            split = ",",
            description = "topics: what rewards without a value count, by type. Default: the file's"
                    + " bandit.reward.values, else its default.")
    private @Nullable Map<String, Double> rewardValues;

    @Option(names = "--closed-only", description = "topics: leave out recommendations whose window has not ended yet.")
    private boolean onlyClosed;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "topics: give up when nothing could be read for so long. Default: ${DEFAULT-VALUE}.")
    private int timeoutSeconds;

    @Mixin
    private Connection connection;

    /** Why the options can't be; null if they can. */
    @Nullable
    String fault() {
        if (timeoutSeconds < 1 || timeoutSeconds > MOST_SECONDS) {
            return "--timeout has to be from 1 to " + MOST_SECONDS;
        }
        if (windowMillis != null && windowMillis < 1) {
            return "--window has to be at least 1ms";
        }
        return rewardValues != null && !rewardValues.values().stream().allMatch(value -> value >= 0 && value <= 1)
                ? "--reward-values has to have values from 0 to 1"
                : null;
    }

    /** Whether any was given, but for the timeout. */
    boolean given() {
        return connection.given() || windowMillis != null || rewardValues != null || onlyClosed;
    }

    /**
     * Reads the topics.
     *
     * @throws dev.banditstreams.replay.ReplayException if they can't be read
     */
    EvaluatedLog read(EvaluatedPolicy policy, @Nullable Integer k, InstantSource clock, Consumer<String> progress) {
        Settings settings = connection.reachable(Duration.ofSeconds(timeoutSeconds));
        ServedLog log = new ServedLog(counting(settings));
        long now = clock.millis();
        try (Codecs codecs = new Codecs(settings.confluent())) {
            ServiceEndpoints service = new ServiceEndpoints(
                    ClientSettings.producer(settings), consumer(settings), codecs, settings.get(Keys.TOPIC_PREFIX));
            ServedTopics.read(service, Duration.ofSeconds(timeoutSeconds), clock, progress, log);
        }
        progress.accept("computing propensities of " + log.audited() + " audited recommendations");
        return EvaluatedTopics.of(log, policy, k, now, onlyClosed);
    }

    private Map<String, Object> consumer(Settings settings) {
        int millis = Math.toIntExact(TimeUnit.SECONDS.toMillis(timeoutSeconds));
        Map<String, Object> consumer = ClientSettings.consumer(settings);
        consumer.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
        consumer.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
        return consumer;
    }

    private RewardCounting counting(Settings settings) {
        RewardCounting service = RewardCounting.of(settings);
        return new RewardCounting(
                windowMillis == null ? service.windowMillis() : windowMillis,
                service.futureMillis(),
                rewardValues == null ? service.values() : rewardValues,
                service.combining(),
                service.silence(),
                service.onlySeen());
    }
}
