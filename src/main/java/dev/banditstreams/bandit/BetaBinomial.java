package dev.banditstreams.bandit;

import java.util.Optional;

/**
 * Empirical Bayes: the Beta distribution from which items' success rates may have come, by maximum likelihood of the
 * beta-binomial distribution of their counts (Minka, "Estimating a Dirichlet distribution", 2000, for two categories).
 *
 * <p>Newton's steps in the logit of the mean and the logarithm of the strength, from the moments (Kleinman,
 * "Proportions with Extraneous Variance: Single and Independent Samples", 1973), halved where the likelihood would
 * fall.
 */
public final class BetaBinomial {

    /**
     * Strengths are cut to [LEAST_STRENGTH, MOST_STRENGTH]. The upper bound stands for infinity: rates that differ no
     * more than the same rate's counts would.
     */
    public static final double LEAST_STRENGTH = 1e-2;

    public static final double MOST_STRENGTH = 1e7;

    private static final double LEAST_LOG = Math.log(LEAST_STRENGTH);
    private static final double MOST_LOG = Math.log(MOST_STRENGTH);
    private static final double LONGEST_STEP = 3;
    private static final double LAST_STEP = 1e-8;
    private static final int MOST_STEPS = 100;
    private static final int MOST_HALVINGS = 30;

    private BetaBinomial() {}

    /**
     * A fitted distribution, Beta(mean strength, (1 - mean) strength).
     *
     * @param mean in (0, 1)
     * @param strength alpha + beta, in pseudo-trials
     * @param logLikelihood of the items' counts, without the binomial coefficients
     * @param items with trials
     */
    public record Fit(double mean, double strength, double logLikelihood, int items) {

        /** Whether the counts show no difference between the items, so that the strength has no upper bound. */
        public boolean indistinct() {
            return strength >= MOST_STRENGTH;
        }
    }

    /**
     * The most likely distribution.
     *
     * @param trials of every item, may be fractional; items without trials don't count
     * @param successes of every item, in [0, trials]
     * @return empty where there is none: fewer than two items have more than one trial (a single one tells nothing of
     *     the strength), or all trials succeeded, or none
     * @throws IllegalArgumentException if the arrays differ in length, or an item's counts are no counts; says which
     */
    public static Optional<Fit> fit(double[] trials, double[] successes) {
        if (trials.length != successes.length) {
            throw new IllegalArgumentException(
                    "trials of " + trials.length + " items, but successes of " + successes.length);
        }
        Moments moments = Moments.of(trials, successes);
        if (moments.informative() < 2 || !(moments.mean() > 0 && moments.mean() < 1)) {
            return Optional.empty();
        }
        return Optional.of(climb(new BetaBinomialLikelihood(trials, successes), moments));
    }

    private static Fit climb(BetaBinomialLikelihood likelihood, Moments moments) {
        double logit = Math.log(moments.mean()) - Math.log1p(-moments.mean());
        double logStrength = bounded(Math.log(moments.strength()));
        double best = likelihood.log(moments.mean(), Math.exp(logStrength));
        for (int i = 0; i < MOST_STEPS; i++) {
            likelihood.derive(Logistic.of(logit), Math.exp(logStrength));
            double[] step = step(likelihood, logStrength);
            double next = best;
            double part = 1;
            for (int halving = 0; halving < MOST_HALVINGS; halving++) {
                next = at(likelihood, logit + part * step[0], logStrength + part * step[1]);
                if (next >= best) {
                    break;
                }
                part /= 2;
            }
            if (!(next >= best)) {
                break;
            }
            best = next;
            logit += part * step[0];
            double before = logStrength;
            logStrength = bounded(logStrength + part * step[1]);
            if (Math.abs(part * step[0]) + Math.abs(logStrength - before) < LAST_STEP) {
                break;
            }
        }
        boolean capped = logStrength >= MOST_LOG;
        return new Fit(Logistic.of(logit), capped ? MOST_STRENGTH : Math.exp(logStrength), best, moments.items());
    }

    private static double at(BetaBinomialLikelihood likelihood, double logit, double logStrength) {
        return likelihood.log(Logistic.of(logit), Math.exp(bounded(logStrength)));
    }

    /** Newton's step where the likelihood is concave, else up the gradient; along the bound where it leads beyond. */
    private static double[] step(BetaBinomialLikelihood l, double logStrength) {
        double determinant = l.byMeanTwice * l.byStrengthTwice - l.byBoth * l.byBoth;
        double mean = (l.byBoth * l.byStrength - l.byStrengthTwice * l.byMean) / determinant;
        double strength = (l.byBoth * l.byMean - l.byMeanTwice * l.byStrength) / determinant;
        boolean concave = l.byMeanTwice < 0 && determinant > 0;
        if (!concave) {
            mean = l.byMean / Math.abs(l.byMeanTwice);
            strength = l.byStrength / Math.max(Math.abs(l.byStrengthTwice), Double.MIN_NORMAL);
        }
        boolean outwards = strength > 0 ? logStrength >= MOST_LOG : logStrength <= LEAST_LOG;
        if (outwards) {
            mean = l.byMean / Math.abs(l.byMeanTwice);
            strength = 0;
        }
        return new double[] {cut(mean), cut(strength)};
    }

    private static double cut(double step) {
        return Math.max(-LONGEST_STEP, Math.min(LONGEST_STEP, step));
    }

    private static double bounded(double logStrength) {
        return Math.max(LEAST_LOG, Math.min(MOST_LOG, logStrength));
    }

    /** Where to start: the pooled mean, and the strength that makes the items' spread about it expected. */
    private record Moments(int items, int informative, double mean, double strength) {

        static Moments of(double[] trials, double[] successes) {
            int items = 0;
            int informative = 0;
            double n = 0;
            double squares = 0;
            double s = 0;
            for (int i = 0; i < trials.length; i++) {
                if (!Counts.valid(successes[i], trials[i])) {
                    throw new IllegalArgumentException(
                            "item " + i + ": " + successes[i] + " successes in " + trials[i] + " trials");
                }
                if (trials[i] > 0) {
                    items++;
                    informative += trials[i] > 1 ? 1 : 0;
                    n += trials[i];
                    squares += trials[i] * trials[i];
                    s += Math.min(successes[i], trials[i]);
                }
            }
            double mean = s / n;
            double spread = 0;
            for (int i = 0; i < trials.length; i++) {
                if (trials[i] > 0) {
                    double difference = successes[i] / trials[i] - mean;
                    spread += trials[i] * difference * difference;
                }
            }
            double correlation = (spread / (mean * (1 - mean)) - (items - 1)) / (n - squares / n - (items - 1));
            return new Moments(items, informative, mean, strength(correlation));
        }

        private static double strength(double correlation) {
            if (correlation > 0) {
                return correlation < 1 ? 1 / correlation - 1 : 1;
            }
            return MOST_STRENGTH;
        }
    }
}
