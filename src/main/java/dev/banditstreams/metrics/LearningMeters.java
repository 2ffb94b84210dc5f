package dev.banditstreams.metrics;

import io.micrometer.core.instrument.Counter;

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
        credited = rewards(metrics, "credited");
        superseded = rewards(metrics, "superseded");
        duplicate = rewards(metrics, "duplicate");
        parked = rewards(metrics, "parked");
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
