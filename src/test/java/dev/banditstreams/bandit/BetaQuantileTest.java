package dev.banditstreams.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where to start is near where to end. */
class BetaQuantileTest {

    /** By mpmath. */
    @ParameterizedTest
    @CsvSource({
        "0.5, 0",
        "0.3, 0.524400512708041",
        "0.1, 1.2815515655446",
        "0.01, 2.32634787404084",
        "1e-4, 3.71901648545568",
        "1e-6, 4.7534243088229",
        "1e-12, 7.03448382530113",
        "1e-100, 21.2734535609653"
    })
    void shouldKnowTheNormalDistribution(double tail, double quantile) {
        assertThat(BetaQuantile.normal(tail)).isCloseTo(quantile, within(4.5e-4));
    }

    /** Nearest where the last power of 1 - x is all that counts. */
    @Test
    void shouldBeNearTheQuantile() {
        double[] shapes = {1, 1.5, 3, 12.34, 100, 777.7, 54_321, 1e6, 1e9};
        for (double alpha : shapes) {
            for (double beta : shapes) {
                double deviation = 1 / new LogOddsDensity(alpha, beta).sharpness();
                for (double tail : new double[] {0.5, 0.1, 1e-2, 1e-4, 1e-6, 1e-9, 1e-12}) {
                    assertThat(BetaQuantile.approximate(alpha, beta, tail))
                            .as("Beta(%s, %s), tail %s", alpha, beta, tail)
                            .isCloseTo(
                                    BayesUcb.logOdds(alpha, beta, tail),
                                    within((beta <= 3 && tail <= 1e-6 ? 0.02 : 1.3) * deviation));
                }
            }
        }
    }
}
