package dev.banditstreams.demo;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What a fake feature store was asked. For any number of threads. */
public final class StoreCounters {

    private final LongAdder calls = new LongAdder();
    private final LongAdder entities = new LongAdder();
    private final LongAdder cancelled = new LongAdder();
    private final LongAdder tooMany = new LongAdder();
    private final AtomicLong inFlight = new AtomicLong();
    private final AtomicLong mostInFlight = new AtomicLong();

    void began() {
        calls.increment();
        mostInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
    }

    void asked(int ids) {
        entities.add(ids);
    }

    void ended() {
        inFlight.decrementAndGet();
    }

    void cancelled() {
        cancelled.increment();
        inFlight.decrementAndGet();
    }

    void tooMany() {
        tooMany.increment();
    }

    public long calls() {
        return calls.sum();
    }

    /** Entities asked for, those of refused calls too. */
    public long entities() {
        return entities.sum();
    }

    public long inFlight() {
        return inFlight.get();
    }

    public long mostInFlight() {
        return mostInFlight.get();
    }

    /** Calls that the client gave up: by a cancel or by its deadline. */
    public long cancelledCalls() {
        return cancelled.sum();
    }

    /** Calls refused since they asked for more entities than one may. */
    public long refusedAsTooMany() {
        return tooMany.sum();
    }
}
