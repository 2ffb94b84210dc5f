package dev.banditstreams.model;

/** Fixed-point reward values: integers in millionths, whose sums don't depend on their order. */
public final class Millionths {

    public static final long ONE = 1_000_000;

    private Millionths() {}

    /** Nearest number of millionths. */
    public static long of(double value) {
        return Math.round(value * ONE);
    }

    public static double toDouble(long millionths) {
        return millionths / (double) ONE;
    }
}
