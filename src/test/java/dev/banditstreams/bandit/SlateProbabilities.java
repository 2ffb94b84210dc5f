package dev.banditstreams.bandit;

import java.util.ArrayList;
import java.util.List;

/**
 * Exact probabilities of the first three of a ranking of draws from Beta posteriors, by integration.
 *
 * <p>With densities g and cumulative probabilities G of the log-odds against, the smallest of which wins, P(i first, j
 * second, m third) is the integral over l of g_m(l) A_ij(l) times the product of 1 - G_r(l) over all others r, where
 * A_ij(l) is the integral of g_j G_i up to l. By Simpson and trapezoids on one grid of {@value #PIECES} pieces;
 * {@link SamplerRankTest} bounds the error by 1e-8: with twice as many pieces they are the same, and they add up to 1.
 */
final class SlateProbabilities {

    static final int PIECES = 40_000;

    record Slate(int first, int second, int third, double probability) {}

    private final int pieces;
    private final double width;
    private final double[][] density;
    private final double[][] below;

    SlateProbabilities(double[] alpha, double[] beta, int pieces) {
        this.pieces = pieces;
        List<LogOddsDistribution> arms = new ArrayList<>();
        for (int arm = 0; arm < alpha.length; arm++) {
            arms.add(new LogOddsDistribution(alpha[arm], beta[arm]));
        }
        double least =
                arms.stream().mapToDouble(LogOddsDistribution::least).min().orElseThrow();
        double greatest =
                arms.stream().mapToDouble(LogOddsDistribution::greatest).max().orElseThrow();
        width = (greatest - least) / pieces;
        density = new double[alpha.length][2 * pieces + 1];
        below = new double[alpha.length][pieces + 1];
        for (int arm = 0; arm < alpha.length; arm++) {
            for (int i = 0; i <= 2 * pieces; i++) {
                density[arm][i] = arms.get(arm).density(least + i * width / 2);
            }
            for (int i = 0; i <= pieces; i++) {
                below[arm][i] = arms.get(arm).below(least + i * width);
            }
        }
    }

    /** Of every slate of three. */
    List<Slate> slates() {
        List<Slate> slates = new ArrayList<>();
        for (int first = 0; first < density.length; first++) {
            for (int second = 0; second < density.length; second++) {
                if (second != first) {
                    double[] ahead = ahead(first, second);
                    for (int third = 0; third < density.length; third++) {
                        if (third != first && third != second) {
                            slates.add(new Slate(first, second, third, third(first, second, third, ahead)));
                        }
                    }
                }
            }
        }
        return slates;
    }

    /** P(first < second < l) at the end of every piece. */
    private double[] ahead(int first, int second) {
        double[] ahead = new double[pieces + 1];
        for (int i = 0; i < pieces; i++) {
            double[] g = density[first];
            double left = below[first][i];
            double right = below[first][i + 1];
            // G in the middle from its values and slopes at the ends.
            double middle = (left + right) / 2 + width / 8 * (g[2 * i] - g[2 * i + 2]);
            ahead[i + 1] = ahead[i]
                    + width
                            / 6
                            * (density[second][2 * i] * left
                                    + 4 * density[second][2 * i + 1] * middle
                                    + density[second][2 * i + 2] * right);
        }
        return ahead;
    }

    /** The integrand and its derivatives vanish at both ends, where the trapezoidal rule is as exact as any. */
    private double third(int first, int second, int third, double[] ahead) {
        double sum = 0;
        for (int i = 0; i <= pieces; i++) {
            double product = density[third][2 * i] * ahead[i];
            for (int rest = 0; rest < density.length; rest++) {
                if (rest != first && rest != second && rest != third) {
                    product *= 1 - below[rest][i];
                }
            }
            sum += product;
        }
        return sum * width;
    }
}
