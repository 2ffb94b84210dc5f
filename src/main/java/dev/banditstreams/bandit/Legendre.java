package dev.banditstreams.bandit;

/**
 * Gauss and Legendre's rule on [0, 1], and the integrals up to each of its nodes: those of the polynomial through the
 * values at all nodes.
 */
final class Legendre {

    private static final int NEWTON_STEPS = 8;

    final int points;

    /** Ascending, in (0, 1). */
    final double[] node;

    final double[] weight;

    /** The integral up to node i is the sum of running[i][j] times the value at node j. */
    final double[][] running;

    Legendre(int points) {
        this.points = points;
        node = new double[points];
        weight = new double[points];
        running = new double[points][points];
        double[] root = new double[points];
        for (int i = 0; i < points; i++) {
            double x = -Math.cos(Math.PI * (i + 0.75) / (points + 0.5));
            for (int step = 0; step < NEWTON_STEPS; step++) {
                x -= polynomials(x)[points] / derivative(x);
            }
            root[i] = x;
            node[i] = (1 + x) / 2;
            weight[i] = 1 / ((1 - x * x) * derivative(x) * derivative(x));
        }
        for (int i = 0; i < points; i++) {
            double[] upTo = polynomials(root[i]);
            for (int j = 0; j < points; j++) {
                double[] at = polynomials(root[j]);
                // The polynomial that is 1 at node j is weight j times the sum of (2 n + 1) P_n(x_j) P_n.
                double sum = 1 + root[i];
                for (int n = 1; n < points; n++) {
                    sum += at[n] * (upTo[n + 1] - upTo[n - 1]);
                }
                running[i][j] = weight[j] * sum / 2;
            }
        }
    }

    /** P_0 to P_points at x in (-1, 1). */
    private double[] polynomials(double x) {
        double[] p = new double[points + 1];
        p[0] = 1;
        p[1] = x;
        for (int n = 1; n < points; n++) {
            p[n + 1] = ((2 * n + 1) * x * p[n] - n * p[n - 1]) / (n + 1);
        }
        return p;
    }

    private double derivative(double x) {
        double[] p = polynomials(x);
        return points * (x * p[points] - p[points - 1]) / (x * x - 1);
    }
}
