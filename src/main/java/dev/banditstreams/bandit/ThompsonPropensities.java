package dev.banditstreams.bandit;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Propensities of one-draw top-k Thompson sampling: every arm is drawn once from its Beta posterior, and the k greatest
 * draws are ranked.
 *
 * <p>Arm i is at rank r if exactly r - 1 of the other draws exceed its own. Given its draw the others are independent
 * events, so that P(i at r) is the integral over l of p_i(l) P(r - 1 of the others exceed l), with the density p_i and
 * a {@linkplain PoissonBinomial Poisson-binomial} probability: for k = 1 the product of the others' distribution
 * functions (Stitch Fix, "Multi-Armed Bandits and the Stitch Fix Experimentation Platform", 2020; Jeunen,
 * "Counterfactual Inference under Thompson Sampling", RecSys 2025).
 *
 * <p>The integral goes over log-odds, from above, in panels that the arms make as short as they need
 * ({@link LogOddsDensity#width}), by {@link Legendre}'s rule. The same nodes integrate every arm's density to the
 * probability that it exceeds a node; no other distribution function is used. It ends where k draws lie above for
 * certain. Errors stay below 1e-10 a cell.
 */
public final class ThompsonPropensities {

    /** A panel's width times the rate at which arms pass, in standard deviations of their number. */
    private static final double MOST_PASSING = 4;

    /** Probability of a rank among the first k that may be left out. */
    private static final double NEGLIGIBLE = 1e-14;

    private final Arm[] arms;
    private final int ranks;
    private final PoissonBinomial ahead;
    private final double[][] table;

    private ThompsonPropensities(double[] alpha, double[] beta, int ranks) {
        arms = new Arm[alpha.length];
        for (int i = 0; i < arms.length; i++) {
            arms[i] = new Arm(i, new LogOddsDensity(alpha[i], beta[i]));
        }
        Arrays.sort(arms, Comparator.comparingDouble((Arm arm) -> arm.top).reversed());
        this.ranks = ranks;
        ahead = new PoissonBinomial(arms.length, ranks);
        table = new double[arms.length][ranks];
    }

    /**
     * The probability of every arm at every rank.
     *
     * @param alpha of the arms, in [{@value BetaSampler#LEAST}, {@value BetaSampler#MOST}]
     * @param beta likewise
     * @param k from 1 to the number of arms
     * @return by arm and rank - 1; every column adds up to 1, every row to at most 1
     * @throws IllegalArgumentException if the arrays differ in length, k is out of range or a parameter is; says which
     */
    public static double[][] table(double[] alpha, double[] beta, int k) {
        if (alpha.length != beta.length) {
            throw new IllegalArgumentException(alpha.length + " alphas, but " + beta.length + " betas");
        }
        if (k < 1 || k > alpha.length) {
            throw new IllegalArgumentException("k is " + k + ", but has to lie in [1, " + alpha.length + "], the arms");
        }
        Shapes.check(alpha, beta, alpha.length);
        return new ThompsonPropensities(alpha, beta, k).integrate();
    }

    private double[][] integrate() {
        double end = Arrays.stream(arms).mapToDouble(arm -> arm.bottom).min().orElseThrow();
        double high = arms[0].top;
        Arm[] around = new Arm[arms.length];
        while (high > end) {
            double low = high - width(high);
            int certain = 0;
            int count = 0;
            for (Arm arm : arms) {
                if (arm.bottom >= high) {
                    certain++;
                } else if (arm.top > low) {
                    around[count++] = arm;
                }
            }
            panel(around, count, certain, high, high - low);
            for (int i = 0; i < count; i++) {
                ahead.set(i, around[i].above);
            }
            if (ahead.fewerThanRanks(count, certain) < NEGLIGIBLE) {
                break;
            }
            high = low;
        }
        return table;
    }

    private void panel(Arm[] around, int count, int certain, double high, double width) {
        double[][] densities = new double[count][LogOddsDensity.RULE.points];
        for (int i = 0; i < count; i++) {
            for (int node = 0; node < LogOddsDensity.RULE.points; node++) {
                densities[i][node] = around[i].density.at(high - width * LogOddsDensity.RULE.node[node]);
            }
        }
        for (int node = 0; node < LogOddsDensity.RULE.points; node++) {
            for (int i = 0; i < count; i++) {
                ahead.set(i, around[i].above(densities[i], LogOddsDensity.RULE.running[node], width));
            }
            int at = node;
            double weight = width * LogOddsDensity.RULE.weight[node];
            ahead.withoutEach(count, certain, (i, others) -> {
                double mass = weight * densities[i][at];
                double[] row = table[around[i].index];
                for (int rank = 0; rank < ranks; rank++) {
                    row[rank] += mass * others[rank];
                }
            });
        }
        for (int i = 0; i < count; i++) {
            around[i].above = around[i].above(densities[i], LogOddsDensity.RULE.weight, width);
        }
    }

    /** Of the panel below: what the narrowest arm there takes, and all of them together. */
    private double width(double high) {
        double width = Double.POSITIVE_INFINITY;
        for (Arm arm : arms) {
            if (arm.bottom < high && high - arm.top < width) {
                double own = arm.density.width(high, arm.bottom);
                width = Math.min(width, Math.max(own, high - arm.top));
            }
        }
        while (passing(high, width) > MOST_PASSING) {
            width /= 2;
        }
        return width;
    }

    private double passing(double high, double width) {
        double variance = 0;
        double now = 0;
        double halfway = 0;
        double then = 0;
        for (Arm arm : arms) {
            if (arm.bottom < high && arm.top > high - width) {
                variance += arm.above * (1 - arm.above);
                now += arm.density.at(high);
                halfway += arm.density.at(high - width / 2);
                then += arm.density.at(high - width);
            }
        }
        return width * Math.max(now, Math.max(halfway, then)) / Math.sqrt(1 + variance);
    }

    private static final class Arm {

        final int index;
        final LogOddsDensity density;
        final double top;
        final double bottom;
        /** Probability of a draw above the point that the integration has reached. */
        double above;

        Arm(int index, LogOddsDensity density) {
            this.index = index;
            this.density = density;
            top = density.top();
            bottom = density.bottom();
        }

        double above(double[] densities, double[] weights, double width) {
            double sum = 0;
            for (int node = 0; node < LogOddsDensity.RULE.points; node++) {
                sum += weights[node] * densities[node];
            }
            return Math.min(1, above + width * sum);
        }
    }
}
