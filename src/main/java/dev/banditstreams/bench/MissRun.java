package dev.banditstreams.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The slices of a run with misses, one after the other. For one thread. */
final class MissRun {

    private final LoadPlan plan;
    private final LoadPlan.Store store;
    private final ServiceMetrics service;
    private final ServiceMetrics reads;
    private final InFlight inFlight;
    private final NewUsers users;
    private final Waiting waiting;
    private final Slices slices;
    private final SliceSum withMisses = new SliceSum();
    private final SliceSum withoutMisses = new SliceSum();
    private final long degradedBefore;
    private @Nullable SlicedLatencies latencies;

    MissRun(
            LoadPlan plan,
            LoadPlan.Store store,
            ServiceMetrics service,
            InFlight inFlight,
            NewUsers users,
            Waiting waiting)
            throws InterruptedException {
        this.plan = plan;
        this.store = store;
        this.service = service;
        this.inFlight = inFlight;
        this.users = users;
        this.waiting = waiting;
        reads = new ServiceMetrics(store.metricsPort());
        slices = Slices.of(plan.options().seconds());
        degradedBefore = degraded();
    }

    /** A second of the warm-up. */
    void warm(int second) {
        users.come(second % 2 == 0);
    }

    /** Measures throughput while somebody else sends. */
    void saturated() throws InterruptedException {
        for (int slice = 0; slice < slices.count(); slice++) {
            users.come(slices.withMisses(slice));
            // Until then it is the requests of the slice before that are answered.
            waiting.reach(inFlight.sent(), inFlight::answered);
            SliceReading before = reading();
            waiting.until(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(slices.millis()));
            (slices.withMisses(slice) ? withMisses : withoutMisses).add(before, reading());
        }
        users.come(false);
    }

    /**
     * What is to hear of the answers at a fixed rate.
     *
     * @param from the first request that counts
     */
    SlicedLatencies latencies(Schedule schedule, long from) {
        SlicedLatencies made = SlicedLatencies.of(slices, users, schedule, from);
        latencies = made;
        return made;
    }

    /** Lets new users come and stay away at a fixed rate, while somebody else sends; returns when all was due. */
    void atRate(SlicedLatencies sliced, Schedule schedule) throws InterruptedException {
        for (int slice = 0; slice < slices.count(); slice++) {
            waiting.until(schedule.dueNanos(sliced.start(slice)));
            users.come(slices.withMisses(slice));
        }
        waiting.until(schedule.dueNanos(sliced.end()));
    }

    /** After the last answer. */
    MissFigures figures() throws InterruptedException {
        BenchOptions.Misses asked = plan.options().misses();
        SlicedLatencies sliced = latencies;
        boolean saturated = sliced == null;
        double with = withMisses.requestsPerSecond();
        double without = withoutMisses.requestsPerSecond();
        Report.Latency hitsWith = sliced == null ? null : sliced.hits(true);
        Report.Latency hitsWithout = sliced == null ? null : sliced.hits(false);
        List<Double> with99 = sliced == null ? null : sliced.hitP99s(true);
        List<Double> without99 = sliced == null ? null : sliced.hitP99s(false);
        return new MissFigures(
                asked.rate(),
                asked.millis(),
                slices.count(),
                slices.millis() / 1e3,
                saturated ? with / Math.max(1, without) : null,
                saturated ? with : null,
                saturated ? without : null,
                saturated ? withMisses.cpuMicrosPerRequest() : null,
                saturated ? withoutMisses.cpuMicrosPerRequest() : null,
                hitsWith == null || hitsWithout == null
                        ? null
                        : new MissFigures.Both(hitsWith.p99(), hitsWithout.p99()),
                hitsWith == null || hitsWithout == null ? null : hitsWith.p99() / hitsWithout.p99(),
                with99,
                without99,
                with99 == null || without99 == null ? null : median(with99) / median(without99),
                hitsWith,
                hitsWithout,
                sliced == null ? null : sliced.misses().millis(),
                users.count(),
                degraded() - degradedBefore,
                Math.round(reads.scrape().sum(UserStore.READS)));
    }

    private static double median(List<Double> figures) {
        List<Double> sorted = figures.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    private SliceReading reading() {
        return SliceReading.now(plan, inFlight, store);
    }

    private long degraded() throws InterruptedException {
        return Math.round(service.scrape().sum("bandit_recommendations_degraded_total"));
    }
}
