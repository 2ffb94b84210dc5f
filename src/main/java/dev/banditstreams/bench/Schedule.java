package dev.banditstreams.bench;

import java.util.concurrent.TimeUnit;

/**
 * When each request of a fixed rate is to be sent, on the clock of {@link System#nanoTime}.
 *
 * @param startNanos when request {@code first} is due
 * @param rate requests a second
 */
record Schedule(long startNanos, long first, int rate) {

    private static final long NANOS = TimeUnit.SECONDS.toNanos(1);

    long dueNanos(long number) {
        return startNanos + (number - first) * NANOS / rate;
    }

    /** How many requests are due by then. */
    long dueBy(long nanos) {
        return nanos < startNanos ? 0 : ((nanos - startNanos + 1) * rate + NANOS - 1) / NANOS;
    }
}
