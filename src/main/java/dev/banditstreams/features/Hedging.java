package dev.banditstreams.features;

import dev.banditstreams.features.FeatureAnswer.Failed;
import dev.banditstreams.metrics.FallbackMeters;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Asks a second time for what is slower than most calls are, and takes for each entity what comes first; the slower
 * call is told to stop. The second calls are at most a share of all.
 */
final class Hedging implements FeatureSource {

    private static final long MIN_DELAY_NANOS = 1_000_000;

    private final FeatureSource source;
    private final Timers timers;
    private final Budget budget;
    private final FallbackMeters meters;
    private final RecentLatency latency = new RecentLatency();

    /** @param share extra calls, above 0 and at most 1 */
    Hedging(FeatureSource source, Timers timers, double share, FallbackMeters meters) {
        this.source = source;
        this.timers = timers;
        this.budget = new Budget(timers, share, 0);
        this.meters = meters;
    }

    @Override
    public FeatureRead read(FeatureQuery query) {
        budget.called();
        long start = timers.nanos();
        FeatureRead first = source.read(query);
        if (first.isDone()) {
            record(start, first);
            return first;
        }
        Race race = new Race(query);
        race.run(first);
        race.read.onDone(all -> record(start, race.read));
        race.hedgeLater();
        return race.read;
    }

    private void record(long start, FeatureRead read) {
        if (read.answers().values().stream().noneMatch(Failed.class::isInstance)) {
            latency.record(timers.nanos() - start);
        }
    }

    /** One call, or two. */
    private final class Race {

        private final FeatureQuery query;
        private final FeatureRead read;

        /** What two calls are asked for, and neither failed: the first failure of such an entity isn't its answer. */
        private final Set<String> twice = new HashSet<>();

        Race(FeatureQuery query) {
            this.query = query;
            this.read = new FeatureRead(query.ids());
        }

        void run(FeatureRead call) {
            read.onCancel(call::cancel);
            read.onDone(all -> call.cancel());
            call.onAnswer((id, answer) -> {
                if (!(answer instanceof Failed) || !otherMayStillAnswer(id)) {
                    read.answer(id, answer);
                }
            });
        }

        private boolean otherMayStillAnswer(String id) {
            synchronized (twice) {
                return twice.remove(id);
            }
        }

        /** Tries again as long as the budget is used up: it is the slowest calls that are left then. */
        void hedgeLater() {
            long p95 = latency.p95Nanos();
            if (p95 == Long.MAX_VALUE) {
                return;
            }
            Timers.Timer timer = timers.after(Duration.ofNanos(Math.max(MIN_DELAY_NANOS, p95)), this::hedge);
            read.onDone(all -> timer.cancel());
        }

        private void hedge() {
            Set<String> open = read.open();
            if (open.isEmpty()) {
                return;
            }
            if (!budget.take()) {
                hedgeLater();
                return;
            }
            synchronized (twice) {
                twice.addAll(open);
            }
            meters.hedged();
            run(Guarded.start(source, query.of(open)));
        }
    }
}
