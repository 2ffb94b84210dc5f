package dev.banditstreams.bench;

/**
 * How the measured time is divided, so that requests with and without misses are measured beside each other: pairs of a
 * slice of either kind, each pair in the other order than the one before, so that what drifts favours neither.
 *
 * @param millis length of a slice
 */
record Slices(int pairs, int millis) {

    private static final int LEAST_MILLIS = 3_000;

    /** Of at least three seconds each, where there is time for two of them. */
    static Slices of(int seconds) {
        int pairs = Math.max(1, seconds * 1_000 / (2 * LEAST_MILLIS));
        return new Slices(pairs, seconds * 1_000 / (2 * pairs));
    }

    int count() {
        return 2 * pairs;
    }

    /** @param slice from 0 */
    boolean withMisses(int slice) {
        boolean second = slice % 2 == 1;
        boolean turned = slice / 2 % 2 == 1;
        return second != turned;
    }
}
