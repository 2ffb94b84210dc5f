package dev.banditstreams.metrics;

/** Counts dead letters by the node that refused the record and by reason. */
public final class DeadLetterMeters {

    private final Metrics metrics;

    public DeadLetterMeters(Metrics metrics) {
        this.metrics = metrics;
    }

    public void refused(String stage, String reason) {
        metrics.counter("bandit.dead.letters", "Records refused", "stage", stage, "reason", reason)
                .increment();
    }
}
