package dev.banditstreams.features;

import dev.banditstreams.metrics.FallbackMeters;
import dev.banditstreams.model.EntityType;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * A feature store with every policy around it. Each entity of each read gets its answer, whatever the store does, at
 * the latest at the read's deadline.
 *
 * <p>A read goes, from the outside in, through: the misses that are known, its deadline, sharing with equal reads, a
 * batch with others, chunks; and each chunk through retries, hedging, the circuit, the limit of calls and a call's
 * timeout. The deadline lies outside of sharing, because each of those who share a read has a deadline of its own; and
 * the circuit inside of retries, so that each call counts, and a call that is made again may find it open.
 */
public final class Fallback implements FeatureSource, AutoCloseable {

    private static final double HEDGE_SHARE = 0.05;

    private final Timers timers;
    private final long minReadNanos;
    private final CallLimit limit;
    private final CircuitBreaking circuit;
    private final SharedReads shared;
    private final ReadDeadline deadline;
    private final NegativeCache negative;

    /** @param timers have to run until this is closed */
    public Fallback(FeatureSource store, FallbackOptions options, FallbackMeters meters, Timers timers) {
        this(store, options, meters, timers, () -> ThreadLocalRandom.current().nextDouble());
    }

    Fallback(
            FeatureSource store, FallbackOptions options, FallbackMeters meters, Timers timers, DoubleSupplier random) {
        this.timers = timers;
        minReadNanos = options.minRead().toNanos();
        FallbackOptions.Calls calls = options.calls();
        limit = new CallLimit(
                Metered.calls(new CallTimeout(new Guarded(store), timers, calls.timeout()), timers, meters),
                timers,
                calls.max(),
                calls.maxWaiting());
        circuit = new CircuitBreaking(limit, timers, options.breaker());
        FeatureSource hedging = options.hedge() ? new Hedging(circuit, timers, HEDGE_SHARE, meters) : circuit;
        Retrying retrying = new Retrying(hedging, timers, options.retries(), random, meters);
        shared = new SharedReads(batching(new Chunking(retrying, options.maxChunk()), options, timers), meters);
        deadline = new ReadDeadline(circuit.inFrontOf(shared), timers);
        negative = new NegativeCache(Metered.reads(deadline, timers, meters), timers, options.negative(), meters);
        meters.watch(circuit::state, limit::running, limit::waiting);
    }

    private static FeatureSource batching(FeatureSource source, FallbackOptions options, Timers timers) {
        return options.batch().isZero() ? source : new Batching(source, timers, options.batch(), options.maxChunk());
    }

    @Override
    public FeatureRead read(FeatureQuery query) {
        long soonest = timers.nanos() + minReadNanos;
        return Guarded.start(negative, query.deadline() - soonest < 0 ? query.until(soonest) : query);
    }

    /** Whether the store is known not to have the entity: what a read would say, without its cost. */
    boolean knowsMissing(EntityType type, String id) {
        return negative.knows(type, id);
    }

    /** Forgets that the store has not got an entity; who asks for it from now on gets an answer of after this. */
    public void forget(EntityType type, String id) {
        shared.forget(type, id);
        negative.forget(type, id);
    }

    /** Cancels what is under way. Whatever is read later is answered so at once. */
    @Override
    public void close() {
        deadline.close();
    }

    /** What is held for reads under way: all 0 when none is. */
    Held held() {
        return new Held(deadline.open(), shared.inFlight(), limit.running(), limit.waiting());
    }

    double circuitState() {
        return circuit.state();
    }

    record Held(int reads, int entities, int calls, int waiting) {}
}
