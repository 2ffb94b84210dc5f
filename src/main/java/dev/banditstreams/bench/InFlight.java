package dev.banditstreams.bench;

import java.util.concurrent.TimeUnit;

/** Requests that wait for their answer: counted by the sender, counted down by the receiver, watched by any thread. */
final class InFlight {

    private static final long LOOK_MILLIS = 100;

    private final long most;
    private final long enough;
    private volatile long sent;
    private volatile long answered;
    private long answeredNanos = System.nanoTime();

    /**
     * How far it has come.
     *
     * @param nanos when the last of the answers came, on the clock of {@link System#nanoTime}
     */
    record Progress(long answered, long nanos) {}

    /** @param most requests that may wait in a closed loop */
    InFlight(long most) {
        this.most = most;
        // One wake-up for many requests: the receiver hears of hundreds at a time.
        this.enough = Math.max(1, most / 8);
    }

    /** By the sender, before it sends. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes it
    void sending() {
        sent++;
    }

    /** By the receiver. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes it
    synchronized void answered(long count) {
        if (count > 0) {
            answeredNanos = System.nanoTime();
        }
        answered += count;
        notifyAll();
    }

    boolean full() {
        return sent - answered >= most;
    }

    /** Waits a moment for room, as the sender of a closed loop. */
    synchronized void awaitRoom() throws InterruptedException {
        if (sent - answered > most - enough) {
            TimeUnit.MILLISECONDS.timedWait(this, LOOK_MILLIS);
        }
    }

    long sent() {
        return sent;
    }

    long answered() {
        return answered;
    }

    synchronized Progress progress() {
        return new Progress(answered, answeredNanos);
    }
}
