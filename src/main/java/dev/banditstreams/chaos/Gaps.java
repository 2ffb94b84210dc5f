package dev.banditstreams.chaos;

import java.util.Arrays;

/**
 * The longest times without an answer, as a consumer of committed records sees them. Requests of every partition come
 * all the time. Safe for use by many threads; times are of {@link System#nanoTime}.
 */
final class Gaps {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final long[] last;
    private long lastOfAll;
    private long longest;
    private long longestOfAll;

    /**
     * Times in milliseconds.
     *
     * @param partitionMillis the longest without an answer in some partition, whose users wait then
     * @param silenceMillis the longest without any answer
     */
    record Gap(long partitionMillis, long silenceMillis) {}

    Gaps(int partitions, long now) {
        last = new long[partitions];
        Arrays.fill(last, now);
        lastOfAll = now;
    }

    synchronized void begin() {
        longest = 0;
        longestOfAll = 0;
    }

    synchronized void answered(int partition, long now) {
        longest = Math.max(longest, now - last[partition]);
        longestOfAll = Math.max(longestOfAll, now - lastOfAll);
        last[partition] = now;
        lastOfAll = now;
    }

    /** Since {@link #begin}; times that have not ended yet count up to now. */
    synchronized Gap end(long now) {
        long open = Arrays.stream(last).map(time -> now - time).max().orElse(0);
        return new Gap(
                Math.max(longest, open) / NANOS_PER_MILLI, Math.max(longestOfAll, now - lastOfAll) / NANOS_PER_MILLI);
    }

    /** Whether every partition had an answer after this time. */
    synchronized boolean allAnsweredSince(long time) {
        return Arrays.stream(last).allMatch(answer -> answer - time > 0);
    }
}
