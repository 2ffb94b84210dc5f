package dev.banditstreams.bandit;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * Distribution of the log-odds against, L = ln((1 - x) / x), of x from Beta(alpha, beta): what samplers are tested
 * against. In L nothing is lost where x rounds to 0 or 1.
 *
 * <p>The density is proportional to exp(-alpha ln(1 + e^L) - beta ln(1 + e^-L)): smooth, with one peak and exponential
 * tails. It is integrated piece by piece (Gauss and Legendre, five points), out to where it is e^-50 of its peak, and
 * divided by its sum: no Gamma function, whose error grows with the parameters. Between the nodes the cumulative
 * probability is interpolated with its derivative, the density; pieces are a fiftieth of the scale on which the density
 * changes. {@link LogOddsDistributionTest} measures the error: below 1e-9.
 */
final class LogOddsDistribution {

    private static final double PIECE = 0.02;
    private static final double LEAST_LOG = -50;
    private static final double[] POINT = {
        0, 0.5384693101056831, -0.5384693101056831, 0.906179845938664, -0.906179845938664
    };
    private static final double[] WEIGHT = {
        0.5688888888888889, 0.47862867049936647, 0.47862867049936647, 0.23692688505618908, 0.23692688505618908
    };

    private final double alpha;
    private final double beta;
    private final double peak;
    private final double[] node;
    private final double[] below;
    private final double total;

    LogOddsDistribution(double alpha, double beta) {
        this.alpha = alpha;
        this.beta = beta;
        peak = Math.log(beta) - Math.log(alpha);
        double[] left = walk(-1);
        double[] right = walk(1);
        node = new double[left.length + right.length - 1];
        for (int i = 0; i < left.length; i++) {
            node[i] = left[left.length - 1 - i];
        }
        System.arraycopy(right, 1, node, left.length, right.length - 1);
        below = new double[node.length];
        below[0] = relative(node[0]) / Math.abs(slope(node[0]));
        for (int i = 1; i < node.length; i++) {
            below[i] = below[i - 1] + piece(i, this::relative);
        }
        int last = node.length - 1;
        total = below[last] + relative(node[last]) / Math.abs(slope(node[last]));
        for (int i = 0; i < below.length; i++) {
            below[i] /= total;
        }
    }

    /** P(L <= logOdds). */
    double below(double logOdds) {
        if (logOdds <= node[0]) {
            return below[0];
        }
        if (logOdds >= node[node.length - 1]) {
            return below[below.length - 1];
        }
        int found = Arrays.binarySearch(node, logOdds);
        int i = found >= 0 ? found : -found - 2;
        if (i == node.length - 1) {
            return below[i];
        }
        double width = node[i + 1] - node[i];
        double t = (logOdds - node[i]) / width;
        double rest = 1 - t;
        return rest * rest * (1 + 2 * t) * below[i]
                + t * t * (3 - 2 * t) * below[i + 1]
                + width * t * rest * (rest * density(node[i]) - t * density(node[i + 1]));
    }

    double density(double logOdds) {
        return relative(logOdds) / total;
    }

    double mean() {
        return expectation(logOdds -> logOdds);
    }

    double centralMoment(int order) {
        double mean = mean();
        return expectation(logOdds -> Math.pow(logOdds - mean, order));
    }

    /** Where the table begins and ends. */
    double least() {
        return node[0];
    }

    double greatest() {
        return node[node.length - 1];
    }

    private double expectation(DoubleUnaryOperator function) {
        double sum = 0;
        for (int i = 1; i < node.length; i++) {
            sum += piece(i, logOdds -> function.applyAsDouble(logOdds) * relative(logOdds));
        }
        return sum / total;
    }

    private double piece(int i, DoubleUnaryOperator function) {
        double half = (node[i] - node[i - 1]) / 2;
        double middle = node[i - 1] + half;
        double sum = 0;
        for (int k = 0; k < POINT.length; k++) {
            sum += WEIGHT[k] * function.applyAsDouble(middle + half * POINT[k]);
        }
        return sum * half;
    }

    /** Nodes from the peak outwards. */
    private double[] walk(int direction) {
        double[] nodes = new double[1_000];
        nodes[0] = peak;
        int count = 1;
        while (logRelative(nodes[count - 1]) > LEAST_LOG) {
            if (count == nodes.length) {
                nodes = Arrays.copyOf(nodes, 2 * count);
            }
            double at = nodes[count - 1];
            double curvature = (alpha + beta) * logistic(at) * logistic(-at);
            double scale = Math.max(Math.abs(slope(at)), Math.sqrt(curvature));
            scale = Math.max(scale, Math.max(Math.cbrt(curvature), Math.sqrt(Math.sqrt(curvature))));
            nodes[count++] = at + direction * PIECE / scale;
        }
        return Arrays.copyOf(nodes, count);
    }

    private double slope(double logOdds) {
        return beta * logistic(-logOdds) - alpha * logistic(logOdds);
    }

    private double relative(double logOdds) {
        return Math.exp(logRelative(logOdds));
    }

    /** Logarithm of the density, less that at the peak, without the difference of large numbers. */
    private double logRelative(double logOdds) {
        double u = logOdds - peak;
        return -alpha * grown(u, beta / (alpha + beta)) - beta * grown(-u, alpha / (alpha + beta));
    }

    /** ln(1 + e^(p + u)) - ln(1 + e^p), where e^p / (1 + e^p) is the share. */
    private static double grown(double u, double share) {
        return u > 600 ? u + Math.log(share) : Math.log1p(share * Math.expm1(u));
    }

    private static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
