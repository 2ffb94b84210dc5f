package dev.banditstreams.bandit;

/** The first two derivatives of ln Gamma together, to a few 1e-14. Mutable, for one thread: sums make no garbage. */
final class Polygamma {

    /** From here on the series give 14 digits; below, the recurrences. */
    private static final double SERIES = 10;

    double digamma;
    double trigamma;

    /** @param x positive */
    void at(double x) {
        double first = 0;
        double second = 0;
        double shifted = x;
        while (shifted < SERIES) {
            double inverse = 1 / shifted;
            first -= inverse;
            second += inverse * inverse;
            shifted++;
        }
        double r = 1 / shifted;
        double s = r * r;
        digamma = first
                + Math.log(shifted)
                - r / 2
                - s * (1.0 / 12 - s * (1.0 / 120 - s * (1.0 / 252 - s * (1.0 / 240 - s * (1.0 / 132)))));
        trigamma = second
                + r
                + s / 2
                + r * s * (1.0 / 6 - s * (1.0 / 30 - s * (1.0 / 42 - s * (1.0 / 30 - s * (5.0 / 66)))));
    }
}
