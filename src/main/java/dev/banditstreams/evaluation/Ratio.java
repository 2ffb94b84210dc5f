package dev.banditstreams.evaluation;

/**
 * A ratio of two sums over rows, or the mean of {@link Term#EXPECTED} plus such a ratio: what every estimator is.
 *
 * @param onModel whether the mean comes before it
 */
record Ratio(boolean onModel, Term numerator, Term denominator) {

    static Ratio of(Term numerator, Term denominator) {
        return new Ratio(false, numerator, denominator);
    }

    static Ratio onModel(Term numerator, Term denominator) {
        return new Ratio(true, numerator, denominator);
    }

    /** The value that these sums give; NaN if the denominator is 0. */
    double value(double[] sums) {
        double ratio = sums[numerator.place()] / sums[denominator.place()];
        return onModel ? sums[Term.EXPECTED.place()] / sums[Term.ONE.place()] + ratio : ratio;
    }

    /**
     * How much a unit moves the value, to first order (delta method). The sum over all units is 0.
     *
     * @param unit sums over the unit's rows
     * @param total over all rows
     */
    double influence(double[] unit, double[] total) {
        double influence = influence(numerator, denominator, unit, total);
        return onModel ? influence + influence(Term.EXPECTED, Term.ONE, unit, total) : influence;
    }

    private static double influence(Term numerator, Term denominator, double[] unit, double[] total) {
        double ratio = total[numerator.place()] / total[denominator.place()];
        return (unit[numerator.place()] - ratio * unit[denominator.place()]) / total[denominator.place()];
    }
}
