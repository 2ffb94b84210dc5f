package dev.banditstreams.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
    private final Lookups users;
    private final Lookups items;
    private final Counter saved;
    private final Metrics metrics;
    private final Map<String, Counter> degraded = new ConcurrentHashMap<>();

    public ScoringMeters(Metrics metrics) {
        registry = metrics.registry();
        this.metrics = metrics;
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
        users = new Lookups(metrics, "user");
        items = new Lookups(metrics, "item");
        saved = metrics.counter(
                "bandit.features.calls.saved",
                "Calls to the feature store that requests would have needed without the local stores");
    }

    /** What requests found of one type of entity in the local stores. */
    private record Lookups(Counter hits, Counter misses, Counter stale) {
        Lookups(Metrics metrics, String entity) {
            this(counter(metrics, entity, "hit"), counter(metrics, entity, "miss"), counter(metrics, entity, "stale"));
        }

        void add(int hit, int missed, int old) {
            if (hit > 0) {
                hits.increment(hit);
            }
            if (missed > 0) {
                misses.increment(missed);
            }
            if (old > 0) {
                stale.increment(old);
            }
        }

        private static Counter counter(Metrics metrics, String entity, String found) {
            return metrics.counter(
                    "bandit.features.looked.up",
                    "Entities that requests looked for in the local stores; a stale one is a hit too",
                    "entity",
                    entity,
                    "found",
                    found);
        }
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

    /**
     * A request looked for its user in the local store.
     *
     * @param stale whether a user that was found should be read again
     */
    public void lookedForUser(boolean found, boolean stale) {
        users.add(found ? 1 : 0, found ? 0 : 1, stale ? 1 : 0);
    }

    /**
     * A request looked for items in the item table.
     *
     * @param stale those of the hits that should be read again
     */
    public void lookedForItems(int hits, int misses, int stale) {
        items.add(hits, misses, stale);
    }

    /** The local stores made calls to the feature store needless. */
    public void saved(int calls) {
        saved.increment(calls);
    }

    /** A request was answered without features that it should have had. */
    public void degraded(List<String> reasons) {
        for (String reason : reasons) {
            degraded.computeIfAbsent(reason, this::degraded).increment();
        }
    }

    private Counter degraded(String reason) {
        return metrics.counter(
                "bandit.recommendations.degraded",
                "Answers without features that a read should have brought",
                "reason",
                reason);
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
