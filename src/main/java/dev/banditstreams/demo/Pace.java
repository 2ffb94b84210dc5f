package dev.banditstreams.demo;

import java.util.concurrent.TimeUnit;

/**
 * When each visit is due: an open loop, that doesn't wait for answers.
 *
 * @param startNanos when visit 0 is due, on the clock of {@link System#nanoTime}
 * @param rate visits a second
 */
record Pace(long startNanos, int rate) {

    long dueNanos(int visit) {
        return startNanos + visit * TimeUnit.SECONDS.toNanos(1) / rate;
    }

    /** The second of the run in which a visit is due, from 0. */
    int second(int visit) {
        return visit / rate;
    }
}
