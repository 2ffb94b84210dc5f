package dev.banditstreams.bandit;

/** What an arm has counted: successes among trials, both may be fractional (decayed, or of values in [0, 1]). */
final class Counts {

    /** How much more successes than trials may be made by rounding of decayed counts. */
    private static final double ROUNDING = 1e-9;

    private Counts() {}

    /** @throws IllegalArgumentException unless 0 &lt;= successes &lt;= trials &lt; infinity */
    static void check(double successes, double trials) {
        if (!valid(successes, trials)) {
            throw new IllegalArgumentException(successes + " successes in " + trials + " trials");
        }
    }

    static boolean valid(double successes, double trials) {
        return successes >= 0 && trials < Double.POSITIVE_INFINITY && successes <= trials * (1 + ROUNDING);
    }

    /** @throws IllegalArgumentException if t is NaN */
    static void checkTime(double t) {
        if (Double.isNaN(t)) {
            throw new IllegalArgumentException("t is NaN");
        }
    }
}
