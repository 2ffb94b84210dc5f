package dev.banditstreams.bandit;

/**
 * Density of the log-odds l = ln(x / (1 - x)) of a draw x from Beta(alpha, beta): proportional to x^alpha (1 - x)^beta,
 * smooth, with one peak and exponential tails whatever the shapes, so that integrals over l have no singularities and
 * draws near 0 and 1 keep their digits.
 *
 * <p>It is computed from its value at the peak and the two logarithms that are lost from there, not from Gamma
 * functions, whose error grows with the shapes (Loader, 2000): relative error about 1e-16 (100 + (alpha beta / (alpha +
 * beta))^(1/2)).
 */
final class LogOddsDensity {

    /** Integrates within panels of {@link #width}. */
    static final Legendre RULE = new Legendre(16);

    /** Beyond it e^u is all that counts. */
    private static final double MOST_EXPONENT = 600;

    /** Mass that an integral may leave out beyond {@link #top} and {@link #bottom}, as a logarithm: 2e-16. */
    private static final double LOG_NEGLIGIBLE = -36;

    /** How much of the function a panel of {@link #RULE} resolves, see {@link #roughness}. */
    private static final double CURVED = 1.5;

    private static final double BENT = 1;
    private static final double STEEP = 8;

    private final double alpha;
    private final double beta;
    private final double mean;
    private final double rest;
    private final double peak;
    private final double logPeak;

    LogOddsDensity(double alpha, double beta) {
        this.alpha = alpha;
        this.beta = beta;
        double sum = alpha + beta;
        mean = alpha / sum;
        rest = beta / sum;
        peak = Math.log(alpha) - Math.log(beta);
        logPeak = 0.5 * Math.log(alpha * rest / (2 * Math.PI))
                + Stirling.error(sum)
                - Stirling.error(alpha)
                - Stirling.error(beta);
    }

    /** Of 1 - x: successes and failures exchanged. */
    LogOddsDensity mirrored() {
        return new LogOddsDensity(/* alpha= */ beta, /* beta= */ alpha);
    }

    /** ln B(alpha, beta) */
    static double logBeta(double alpha, double beta) {
        LogOddsDensity density = new LogOddsDensity(alpha, beta);
        return alpha * Math.log(density.mean) + beta * Math.log(density.rest) - density.logPeak;
    }

    /** The log-odds of alpha / (alpha + beta), where the density is greatest. */
    double peak() {
        return peak;
    }

    /** At the peak: 1 / standard deviation, were it a normal density. */
    double sharpness() {
        return Math.sqrt(alpha * rest);
    }

    double at(double logOdds) {
        return Math.exp(logAt(logOdds));
    }

    double logAt(double logOdds) {
        double u = logOdds - peak;
        // ln((1 - mean) / (1 - x)), and ln(mean / x), which is less by u.
        if (alpha <= beta) {
            double lost = grown(u, mean);
            return logPeak - beta * lost - alpha * (lost - u);
        }
        double lost = grown(-u, rest);
        return logPeak - alpha * lost - beta * (lost + u);
    }

    /** Derivative of {@link #logAt}. */
    double slope(double logOdds) {
        return alpha * Logistic.of(-logOdds) - beta * Logistic.of(logOdds);
    }

    /** Log-odds above which lies no more than 2e-16 of the mass. */
    double top() {
        return edge(1);
    }

    /** Log-odds below which lies no more than 2e-16 of the mass. */
    double bottom() {
        return edge(-1);
    }

    /**
     * Width of the widest panel below log-odds in which {@link #RULE} integrates the density.
     *
     * @param bottom below it the density doesn't count
     */
    double width(double logOdds, double bottom) {
        double width = 2 / roughness(logOdds, logOdds);
        while (width * roughness(logOdds, Math.max(logOdds - width, bottom)) > 1) {
            width /= 2;
        }
        return width;
    }

    /**
     * Greatest rate of change within an interval: by the second derivative of the logarithm of the density, by its
     * first one, and by what a long panel in a tail has of the bend at its end.
     */
    private double roughness(double high, double low) {
        double nearest = high > 0 && low < 0 ? 0 : Math.min(Math.abs(high), Math.abs(low));
        double curvature = (alpha + beta) * Logistic.of(nearest) * Logistic.of(-nearest);
        double root = Math.sqrt(curvature);
        double steepness = Math.max(Math.abs(slope(high)), Math.abs(slope(low)));
        return Math.max(Math.max(root / CURVED, Math.sqrt(root) / BENT), steepness / STEEP);
    }

    /** The density falls ever faster in its logarithm, so that the mass beyond a point is below density / slope. */
    private double edge(int direction) {
        double step = 1 / Math.sqrt(alpha * rest);
        double inside = peak;
        while (!negligible(inside + direction * step)) {
            inside += direction * step;
            step *= 2;
        }
        double outside = inside + direction * step;
        while (Math.abs(outside - inside) > 0.05 * Math.abs(outside - peak)) {
            double middle = inside + (outside - inside) / 2;
            if (negligible(middle)) {
                outside = middle;
            } else {
                inside = middle;
            }
        }
        return outside;
    }

    private boolean negligible(double logOdds) {
        return logAt(logOdds) - Math.log(Math.abs(slope(logOdds))) < LOG_NEGLIGIBLE;
    }

    /** ln(1 + share (e^u - 1)) */
    private static double grown(double u, double share) {
        return u > MOST_EXPONENT ? u + Math.log(share) : Math.log1p(share * Math.expm1(u));
    }
}
