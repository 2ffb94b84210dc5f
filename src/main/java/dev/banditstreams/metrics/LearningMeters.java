package dev.banditstreams.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What became of rewards, and what learning published. */
public final class LearningMeters {

    private final Counter credited;
    private final Counter superseded;
    private final Counter duplicate;
    private final Counter parked;
    private final Counter imported;
    private final Counter secondSlates;
    private final Counter outcomes;
    private final Counter published;

    public LearningMeters(Metrics metrics) {
        MeterRegistry registry = metrics.registry();
        credited = registry.counter("bandit.rewards", "fate", "credited");
        superseded = registry.counter("bandit.rewards", "fate", "superseded");
        duplicate = registry.counter("bandit.rewards", "fate", "duplicate");
        parked = registry.counter("bandit.rewards", "fate", "parked");
        imported = registry.counter("bandit.rewards", "fate", "imported");
        secondSlates = registry.counter("bandit.slates.second");
        outcomes = registry.counter("bandit.outcomes.folded");
        published = registry.counter("bandit.arms.published");
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

    /** A reward waits for its recommendation. */
    public void parked() {
        parked.increment();
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
