package dev.banditstreams.check;

import java.util.Arrays;

/** The clock of attribution in each partition: the greatest append time of its rewards. */
final class Clocks {

    private final long[] clocks;
    private final CheckOptions options;

    Clocks(int partitions, CheckOptions options) {
        this.options = options;
        clocks = new long[partitions];
        Arrays.fill(clocks, Long.MIN_VALUE);
    }

    int partitions() {
        return clocks.length;
    }

    void advance(int partition, long appendTime) {
        clocks[partition] = Math.max(clocks[partition], appendTime);
    }

    long now(int partition) {
        return clocks[partition];
    }

    /** The end of a window: the last event time that belongs to it. */
    long closing(long servedAt) {
        return servedAt + options.windowMillis();
    }

    /** Past this a slate is forgotten, and a reward of that event time without a slate is late. */
    long forgetting(long servedAt) {
        return servedAt + options.windowMillis() + options.graceMillis();
    }

    boolean late(long servedAt, long eventTime) {
        return Math.max(eventTime, servedAt) > closing(servedAt);
    }
}
