package dev.banditstreams.features;

import org.HdrHistogram.Histogram;

/** The 95th percentile of what calls took of late. For any number of threads. */
final class RecentLatency {

    private static final int FIRST = 32;
    private static final int WINDOW = 512;
    private static final long MAX_MICROS = 60_000_000;

    private final Histogram micros = new Histogram(MAX_MICROS, 2);
    private boolean known;
    private volatile long p95Nanos = Long.MAX_VALUE;

    void record(long nanos) {
        synchronized (micros) {
            micros.recordValue(Math.min(MAX_MICROS, Math.max(0, nanos / 1_000)));
            long count = micros.getTotalCount();
            if (count >= WINDOW || (!known && count >= FIRST)) {
                p95Nanos = micros.getValueAtPercentile(95) * 1_000;
                known = true;
            }
            if (count >= WINDOW) {
                micros.reset();
            }
        }
    }

    /** Of the last full window of calls; {@link Long#MAX_VALUE} before there were enough. */
    long p95Nanos() {
        return p95Nanos;
    }
}
