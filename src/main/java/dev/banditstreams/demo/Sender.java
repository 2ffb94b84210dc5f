package dev.banditstreams.demo;

import dev.banditstreams.codec.Codec;
import dev.banditstreams.model.ScoringRequest;
import dev.banditstreams.simulation.Visits;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Sends one request for every visit when it is due, in a thread of its own, whether earlier ones are answered or not.
 */
final class Sender implements AutoCloseable {

    private final Visits visits;
    private final Pace pace;
    private final Tally tally;
    private final Outlet outlet;
    private final String topic;
    private final Codec<ScoringRequest> codec;
    private final InstantSource clock;
    private final Thread thread = new Thread(this::run, "demo-requests");
    private volatile boolean closing;
    private volatile @Nullable RuntimeException failure;

    Sender(
            Visits visits,
            Pace pace,
            Tally tally,
            Outlet outlet,
            String topic,
            Codec<ScoringRequest> codec,
            InstantSource clock) {
        this.visits = visits;
        this.pace = pace;
        this.tally = tally;
        this.outlet = outlet;
        this.topic = topic;
        this.codec = codec;
        this.clock = clock;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Whether everything has been sent. */
    boolean done() {
        RuntimeException failed = failure;
        if (failed != null) {
            throw failed;
        }
        return !thread.isAlive();
    }

    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
        Threads.await(thread);
    }

    private void run() {
        try {
            for (int visit = 0; visit < visits.count() && awaitDue(visit); visit++) {
                ScoringRequest request = visits.request(visit, clock.millis());
                tally.sent();
                outlet.send(topic, request.userId(), codec, request);
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** @return false if it was closed meanwhile */
    private boolean awaitDue(int visit) {
        long due = pace.dueNanos(visit);
        for (long wait = due - System.nanoTime(); wait > 0 && !closing; wait = due - System.nanoTime()) {
            LockSupport.parkNanos(wait);
        }
        return !closing;
    }
}
