package dev.banditstreams.bandit;

/** What Stirling's formula misses of ln Gamma, with which densities of large shapes keep their digits. */
final class Stirling {

    /** From here on seven terms of the series give every digit. */
    private static final double SERIES = 10;

    private Stirling() {}

    /**
     * ln Gamma(x) - ((x - 1/2) ln x - x + ln(2 pi) / 2), absolute error below 1e-14 (Loader, "Fast and Accurate
     * Computation of Binomial Probabilities", 2000; below 10 by the recurrence of Gamma).
     *
     * @param x positive
     */
    static double error(double x) {
        if (x >= SERIES) {
            return series(x);
        }
        double product = 1;
        double shifted = x;
        while (shifted < SERIES) {
            product *= shifted;
            shifted++;
        }
        return series(shifted)
                + (shifted - 0.5) * Math.log(shifted)
                - (shifted - x)
                - Math.log(product)
                - (x - 0.5) * Math.log(x);
    }

    private static double series(double x) {
        double s = 1 / (x * x);
        double sum = 1.0 / 156;
        sum = sum * s - 691.0 / 360_360;
        sum = sum * s + 1.0 / 1_188;
        sum = sum * s - 1.0 / 1_680;
        sum = sum * s + 1.0 / 1_260;
        sum = sum * s - 1.0 / 360;
        sum = sum * s + 1.0 / 12;
        return sum / x;
    }
}
