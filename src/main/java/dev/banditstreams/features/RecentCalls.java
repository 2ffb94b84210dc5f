package dev.banditstreams.features;

import java.util.Arrays;

/** How the calls of a short while ended. For one thread at a time. */
final class RecentCalls {

    private static final int SLICES = 8;

    private final long start;
    private final long sliceNanos;
    private final long[] sliceAt = new long[SLICES];
    private final int[] well = new int[SLICES];
    private final int[] failed = new int[SLICES];

    /** @param start now; slices are counted from it, so that they survive an overflow of the clock */
    RecentCalls(long windowNanos, long start) {
        this.start = start;
        sliceNanos = Math.max(1, windowNanos / SLICES);
    }

    void add(long now, boolean good) {
        long at = Math.floorDiv(now - start, sliceNanos);
        int slice = Math.floorMod(at, SLICES);
        if (sliceAt[slice] != at) {
            sliceAt[slice] = at;
            well[slice] = 0;
            failed[slice] = 0;
        }
        (good ? well : failed)[slice]++;
    }

    /** Whether so many failed, and such a share of all. */
    boolean failing(long now, int least, double share) {
        long at = Math.floorDiv(now - start, sliceNanos);
        int good = 0;
        int bad = 0;
        for (int slice = 0; slice < SLICES; slice++) {
            if (at - sliceAt[slice] < SLICES) {
                good += well[slice];
                bad += failed[slice];
            }
        }
        return bad >= least && bad >= share * (good + bad);
    }

    void clear() {
        Arrays.fill(well, 0);
        Arrays.fill(failed, 0);
    }
}
