package dev.banditstreams.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.IntSupplier;

/** What the fallback read, and how the feature store does. */
public final class FallbackMeters {

    private final Metrics metrics;
    private final MeterRegistry registry;
    private final Timer readLatency;
    private final DistributionSummary readEntities;
    private final Timer callLatency;
    private final DistributionSummary callEntities;
    private final Counter retries;
    private final Counter hedges;
    private final Counter negativeHits;
    private final Counter shared;
    private final Map<String, Counter> failures = new ConcurrentHashMap<>();

    public FallbackMeters(Metrics metrics) {
        this.metrics = metrics;
        registry = metrics.registry();
        readLatency = latency("bandit.fallback.read.latency", "From a read's start to its last answer");
        readEntities = entities("bandit.fallback.read.entities", "Entities of a read");
        callLatency = latency("bandit.fallback.call.latency", "From a call's start to its last answer");
        callEntities = entities("bandit.fallback.call.entities", "Entities of a call to the feature store");
        retries = metrics.counter("bandit.fallback.retries", "Calls made again after a failure");
        hedges = metrics.counter("bandit.fallback.hedges", "Calls made a second time because the first is slow");
        negativeHits = metrics.counter(
                "bandit.fallback.negative.hits", "Entities not asked for, because the store is known not to have them");
        shared = metrics.counter(
                "bandit.fallback.shared", "Entities not asked for, because a read of them was under way");
    }

    private Timer latency(String name, String description) {
        return Timer.builder(name)
                .description(description)
                .publishPercentileHistogram()
                .register(registry);
    }

    private DistributionSummary entities(String name, String description) {
        return DistributionSummary.builder(name).description(description).register(registry);
    }

    /** A read ended. */
    public void read(int entities, long nanos) {
        readEntities.record(entities);
        readLatency.record(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    }

    /** A call to the store ended. */
    public void called(int entities, long nanos) {
        callEntities.record(entities);
        callLatency.record(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    }

    /** @param code why so many entities of a read could not be read */
    public void failed(String code, int entities) {
        failures.computeIfAbsent(code, this::failures).increment(entities);
    }

    private Counter failures(String code) {
        return metrics.counter("bandit.fallback.failures", "Entities that could not be read, by reason", "code", code);
    }

    public void retried() {
        retries.increment();
    }

    public void hedged() {
        hedges.increment();
    }

    public void negativeHits(int entities) {
        negativeHits.increment(entities);
    }

    public void shared(int entities) {
        shared.increment(entities);
    }

    /**
     * Reports the state of the fallback; of one in a process.
     *
     * @param circuit 0: closed, 0.5: half-open, 1: open
     */
    public void watch(DoubleSupplier circuit, IntSupplier callsInFlight, IntSupplier callsWaiting) {
        gauge("bandit.fallback.circuit", "0: closed, 0.5: half-open, 1: open", circuit);
        gauge("bandit.fallback.calls.inflight", "Calls to the feature store under way", callsInFlight::getAsInt);
        gauge("bandit.fallback.calls.waiting", "Calls that wait for their turn", callsWaiting::getAsInt);
    }

    private void gauge(String name, String description, DoubleSupplier value) {
        Gauge.builder(name, value::getAsDouble)
                .description(description)
                .strongReference(true)
                .register(registry);
    }
}
