package dev.banditstreams.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/** What scoring did. */
public final class ScoringMeters {

    private final MeterRegistry registry;
    private final Counter recommendations;
    private final Counter predictions;
    private final Counter absentItems;
    private final Counter invalidPosteriors;
    private final Counter unknownCohorts;
    private final Counter droppedAudits;
    private final Counter unreadableStates;
    private final Timer latency;
    private final AtomicInteger parked = new AtomicInteger();
    private final Counter released;
    private final Counter expired;
    private final Counter shed;

    public ScoringMeters(Metrics metrics) {
        registry = metrics.registry();
        recommendations = metrics.counter("bandit.recommendations", "Answered requests");
        predictions = metrics.counter("bandit.predictions", "Candidates scored");
        absentItems = metrics.counter(
                "bandit.candidates.absent", "Candidates scored from the prior, because their features are not known");
        invalidPosteriors = metrics.counter(
                "bandit.posteriors.invalid",
                "Candidates scored from the prior, because their posterior is out of range");
        unknownCohorts =
                metrics.counter("bandit.cohorts.unknown", "Requests of users whose label is not a configured cohort");
        droppedAudits = metrics.counter(
                "bandit.audits.dropped", "Audits left out because the recommendation would have been too large");
        unreadableStates =
                metrics.counter("bandit.table.records.unreadable", "Records of the tables that can't be read");
        latency = Timer.builder("bandit.request.latency")
                .description("From the request's append time to its answer")
                .publishPercentileHistogram()
                .register(registry);
        Gauge.builder("bandit.parked.requests", parked, AtomicInteger::get)
                .description("Requests that are parked now")
                .register(registry);
        released = waited(metrics, "released");
        expired = waited(metrics, "expired");
        shed = waited(metrics, "shed");
    }

    private static Counter waited(Metrics metrics, String fate) {
        return metrics.counter(
                "bandit.requests.waited", "Requests that had to wait, by what became of them", "fate", fate);
    }

    /**
     * One request was answered.
     *
     * @param scored candidates that were scored
     * @param absent candidates without features
     * @param invalid candidates whose posterior was out of range, so that the prior took its place
     * @param millis from the request's append time to the answer
     */
    public void answered(int scored, int absent, int invalid, long millis) {
        recommendations.increment();
        predictions.increment(scored);
        absentItems.increment(absent);
        if (invalid > 0) {
            invalidPosteriors.increment(invalid);
        }
        latency.record(Math.max(0, millis), TimeUnit.MILLISECONDS);
    }

    /** Requests were parked, or (below 0) are so no longer. */
    public void parked(int change) {
        parked.addAndGet(change);
    }

    /** What a request waited for came. */
    public void released() {
        released.increment();
    }

    /** What a request waited for, or would have, did not come by its deadline. */
    public void expired() {
        expired.increment();
    }

    /** A request would have had to wait, and there was no room. */
    public void shed() {
        shed.increment();
    }

    /** A user's label is not a configured cohort. */
    public void unknownCohort() {
        unknownCohorts.increment();
    }

    /** An audit was left out because the recommendation would have been too large. */
    public void droppedAudit() {
        droppedAudits.increment();
    }

    /** A record of a table that only the service writes could not be read. */
    public void unreadableState() {
        unreadableStates.increment();
    }

    /** Reports the number of items in the item table. */
    public void watchItems(IntSupplier size) {
        Gauge.builder("bandit.item.table.items", size::getAsInt)
                .description("Items in the item table")
                .strongReference(true)
                .register(registry);
    }
}
