package dev.banditstreams.demo;

import dev.banditstreams.demo.Snapshot.Phase;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Takes snapshots of what traffic has seen, and of what the service says of itself. Used by one thread. */
final class Dashboard {

    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final double RECENT_SECONDS = 5;
    private static final int BEST_ARMS = 8;

    private final int seconds;
    private final Seen seen;
    private final Supplier<FeatureFigures> features;
    private final Deque<Moment> moments = new ArrayDeque<>();

    private record Moment(double seconds, long recommendations, long predictions, FeatureFigures features) {
        static final Moment START = new Moment(0, 0, 0, FeatureFigures.NONE);
    }

    /** @param features as they are when it is asked */
    Dashboard(int seconds, Seen seen, Supplier<FeatureFigures> features) {
        this.seconds = seconds;
        this.seen = seen;
        this.features = features;
    }

    /** @param sinceStartNanos since the first request was due */
    Snapshot snapshot(Phase phase, long sinceStartNanos) {
        double elapsed = Math.max(0, sinceStartNanos / NANOS);
        Tally.Counts counts = seen.tally().counts();
        Moment now = new Moment(elapsed, counts.recommendations(), counts.predictions(), features.get());
        moments.addLast(now);
        while (moments.size() > 2 && now.seconds - moments.getFirst().seconds > RECENT_SECONDS) {
            moments.removeFirst();
        }
        Moment then = moments.size() > 1 ? moments.getFirst() : Moment.START;
        double between = Math.max(1e-3, now.seconds - then.seconds);
        return new Snapshot(
                phase,
                elapsed,
                seconds,
                (now.recommendations - then.recommendations) / between,
                (now.predictions - then.predictions) / between,
                seen.latencies().recent(),
                seen.rates().now(),
                seen.rates().regret(),
                counts,
                now.features.hitRateSince(then.features),
                now.features,
                seen.bestArms().top(BEST_ARMS));
    }
}
