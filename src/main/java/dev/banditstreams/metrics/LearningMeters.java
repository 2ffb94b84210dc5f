package dev.banditstreams.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import java.util.concurrent.atomic.AtomicInteger;

/** What became of rewards, and what learning published. */
public final class LearningMeters {

    private final Counter credited;
    private final Counter superseded;
    private final Counter duplicate;
    private final Counter parked;
    private final Counter impressions;
    private final Counter closed;
    private final Counter defaults;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Counter imported;
    private final Counter secondSlates;
    private final Counter outcomes;
    private final Counter published;

    public LearningMeters(Metrics metrics) {
        credited = rewards(metrics, "credited");
        superseded = rewards(metrics, "superseded");
        duplicate = rewards(metrics, "duplicate");
        parked = rewards(metrics, "parked");
        impressions = rewards(metrics, "impression");
        closed = metrics.counter("bandit.windows.closed", "Attribution windows that ended");
        defaults = metrics.counter("bandit.outcomes.default", "Trials that ended without a reward");
        Gauge.builder("bandit.parked.rewards", waiting, AtomicInteger::get)
                .description("Rewards that wait for their recommendation")
                .register(metrics.registry());
        imported = rewards(metrics, "imported");
        secondSlates = metrics.counter("bandit.slates.second", "Recommendations of a request id that had one before");
        outcomes = metrics.counter("bandit.outcomes.folded", "Outcomes added to their arms");
        published = metrics.counter("bandit.arms.published", "Arm states published to every score instance");
    }

    private static Counter rewards(Metrics metrics, String fate) {
        return metrics.counter("bandit.rewards", "Rewards read, by what became of them", "fate", fate);
    }

    /** A reward changed its arm. */
    public void credited() {
        credited.increment();
    }

    /** A reward changed nothing, because an earlier one of the same ranked item prevails. */
    public void superseded() {
        superseded.increment();
    }

    public void duplicate() {
        duplicate.increment();
    }

    /** A reward was read before its recommendation. */
    public void parked() {
        parked.increment();
    }

    /** Rewards wait for their recommendation, or (below 0) do so no longer. */
    public void waiting(int change) {
        waiting.addAndGet(change);
    }

    /** An impression was taken note of. */
    public void impression() {
        impressions.increment();
    }

    /** @param defaulted trials of the window that got the default reward */
    public void closed(int defaulted) {
        closed.increment();
        defaults.increment(defaulted);
    }

    public void imported() {
        imported.increment();
    }

    /** A request id was answered again; its first slate stands. */
    public void secondSlate() {
        secondSlates.increment();
    }

    public void folded() {
        outcomes.increment();
    }

    public void published() {
        published.increment();
    }
}
