package dev.banditstreams.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.Test;

class ThompsonPolicyTest {

    private static final int DRAWS = 100_000;
    private static final double SIGMAS = 4.5;

    /**
     * Against draws of another sampler, for some of the items and in an order of their own. A right program with a new
     * seed fails one of the six cells once in 25,000 runs.
     */
    @Test
    void shouldRankAsOftenAsItsDraws() {
        double[] alpha = {1, 3, 8, 0.5, 2};
        double[] beta = {1, 4, 9, 0.7, 2};
        int[] eligible = {4, 0, 2};
        PolicyTable table = new ThompsonPolicy(alpha, beta).table(eligible, 2);

        int[][] counts = new int[eligible.length][2];
        Well19937c random = new Well19937c(11);
        BetaDistribution[] posteriors = new BetaDistribution[eligible.length];
        for (int i = 0; i < eligible.length; i++) {
            posteriors[i] = new BetaDistribution(random, alpha[eligible[i]], beta[eligible[i]]);
        }
        double[] draws = new double[eligible.length];
        for (int n = 0; n < DRAWS; n++) {
            for (int i = 0; i < draws.length; i++) {
                draws[i] = posteriors[i].sample();
            }
            for (int i = 0; i < draws.length; i++) {
                int ahead = 0;
                for (double other : draws) {
                    ahead += other > draws[i] ? 1 : 0;
                }
                if (ahead < 2) {
                    counts[i][ahead]++;
                }
            }
        }
        for (int i = 0; i < eligible.length; i++) {
            for (int position = 0; position < 2; position++) {
                double expected = table.of(eligible[i], position);
                double sigma = Math.sqrt(expected * (1 - expected) / DRAWS);
                assertThat(Math.abs(counts[i][position] / (double) DRAWS - expected) / sigma)
                        .as("item %d at position %d", eligible[i], position)
                        .isLessThan(SIGMAS);
            }
        }
        assertThat(table.of(1, 0)).as("not eligible").isZero();
    }
}
