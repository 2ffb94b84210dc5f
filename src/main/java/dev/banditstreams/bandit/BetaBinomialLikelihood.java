package dev.banditstreams.bandit;

/**
 * Logarithm of the likelihood of Beta(mean m, (1 - mean) m) as the distribution of items' success rates, with its
 * derivatives in the logit of the mean and in ln m. Of one set of items, at one point after the other.
 */
final class BetaBinomialLikelihood {

    /** Derivatives, after {@link #derive}. */
    double byMean;

    double byStrength;
    double byMeanTwice;
    double byStrengthTwice;
    double byBoth;

    private final double[] trials;
    private final double[] successes;
    private final Polygamma polygamma = new Polygamma();

    private double first;
    private double second;

    BetaBinomialLikelihood(double[] trials, double[] successes) {
        this.trials = trials;
        this.successes = successes;
    }

    /** Sum of ln B(alpha + s, beta + n - s) - ln B(alpha, beta), without the binomial coefficients. */
    double log(double mean, double strength) {
        double alpha = mean * strength;
        double beta = (1 - mean) * strength;
        double ofAlpha = Stirling.error(alpha);
        double ofBeta = Stirling.error(beta);
        double ofStrength = Stirling.error(strength);
        double logMean = Math.log(mean);
        double logRest = Math.log1p(-mean);
        double sum = 0;
        for (int i = 0; i < trials.length; i++) {
            if (trials[i] > 0) {
                double s = successes[i];
                double f = failures(i);
                sum += s * logMean
                        + f * logRest
                        + rising(alpha, s, ofAlpha)
                        + rising(beta, f, ofBeta)
                        - rising(strength, trials[i], ofStrength);
            }
        }
        return sum;
    }

    void derive(double mean, double strength) {
        double alpha = mean * strength;
        double beta = (1 - mean) * strength;
        sum(alpha, successes, false);
        double a = first;
        double aa = second;
        sum(beta, trials, true);
        double b = first;
        double bb = second;
        sum(strength, trials, false);
        double c = first;
        double cc = second;
        double w = mean * beta;
        byMean = w * (a - b);
        byStrength = alpha * (a - c) + beta * (b - c);
        byMeanTwice = w * w * (aa + bb) + (1 - 2 * mean) * byMean;
        byStrengthTwice = alpha * alpha * aa + beta * beta * bb - strength * strength * cc + byStrength;
        byBoth = w * (alpha * aa - beta * bb) + byMean;
    }

    /** Over the items, of digamma(shape + count) - digamma(shape), and the same of trigamma. */
    private void sum(double shape, double[] counts, boolean failures) {
        polygamma.at(shape);
        double digamma = polygamma.digamma;
        double trigamma = polygamma.trigamma;
        first = 0;
        second = 0;
        for (int i = 0; i < counts.length; i++) {
            double count = failures ? failures(i) : counts[i];
            if (trials[i] > 0 && count > 0) {
                polygamma.at(shape + count);
                first += polygamma.digamma - digamma;
                second += polygamma.trigamma - trigamma;
            }
        }
    }

    private double failures(int item) {
        return Math.max(0, trials[item] - successes[item]);
    }

    /** ln Gamma(shape + count) - ln Gamma(shape) - count ln shape, which stays exact for shapes beyond all counts. */
    private static double rising(double shape, double count, double errorOfShape) {
        if (count == 0) {
            return 0;
        }
        return (shape + count - 0.5) * Math.log1p(count / shape) - count + Stirling.error(shape + count) - errorOfShape;
    }
}
