package dev.banditstreams.bench;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Waits for times and for figures. For one thread.
 *
 * @param check throws where what is waited for will never come
 */
record Waiting(Runnable check, long patienceNanos) {

    private static final long LOOK_MILLIS = 50;

    /** A figure that may take a moment to read. */
    interface Figure {
        long read() throws InterruptedException;
    }

    void seconds(int seconds) throws InterruptedException {
        until(System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds));
    }

    /** @param nanos on the clock of {@link System#nanoTime} */
    void until(long nanos) throws InterruptedException {
        for (long wait = nanos - System.nanoTime(); wait > 0; wait = nanos - System.nanoTime()) {
            check.run();
            pause(Math.min(wait, TimeUnit.SECONDS.toNanos(1)));
        }
        check.run();
    }

    /**
     * Returns when a figure has reached its goal, or has not moved for long.
     *
     * @return the figure as it was last read
     */
    long reach(long goal, Figure figure) throws InterruptedException {
        long last = figure.read();
        long since = System.nanoTime();
        while (last < goal && System.nanoTime() - since < patienceNanos) {
            check.run();
            pause(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
            long now = figure.read();
            if (now != last) {
                last = now;
                since = System.nanoTime();
            }
        }
        return last;
    }

    private static void pause(long nanos) throws InterruptedException {
        var unused = new CountDownLatch(1).await(nanos, TimeUnit.NANOSECONDS);
    }
}
