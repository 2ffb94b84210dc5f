package dev.banditstreams.chaos;

import dev.banditstreams.check.CheckException;
import dev.banditstreams.check.CheckOptions;
import dev.banditstreams.check.CheckReport;
import dev.banditstreams.check.Checker;
import dev.banditstreams.check.HistoryCodecs;
import dev.banditstreams.check.KafkaHistory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Has the checker look at everything that was written. */
record Judging(Deployment deployment, InstantSource clock, Consumer<String> progress) {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** @throws ChaosException if the topics can't be read */
    CheckReport check() {
        KafkaHistory.Source source = new KafkaHistory.Source(
                deployment.consumer(), "", Deployment.APPLICATION_PREFIX, OptionalLong.empty(), PATIENCE);
        try (KafkaHistory history = new KafkaHistory(source, progress)) {
            return Checker.check(
                    history, HistoryCodecs.of(deployment.codecs(), ""), options(), clock.millis(), progress);
        } catch (CheckException e) {
            throw new ChaosException("the checker failed: " + e.getMessage(), e);
        }
    }

    /** What the service was given, and else its defaults. */
    private static CheckOptions options() {
        CheckOptions defaults = CheckOptions.defaults();
        return new CheckOptions(
                ChaosPlan.WINDOW_MILLIS,
                ChaosPlan.GRACE_MILLIS,
                defaults.openedBy(),
                defaults.defaultReward(),
                defaults.combining(),
                defaults.rewardValues(),
                defaults.importsAllowed(),
                defaults.futureMillis(),
                defaults.checkPartition(),
                defaults.lookBackMillis(),
                defaults.skewMillis(),
                defaults.behindRewards());
    }
}
