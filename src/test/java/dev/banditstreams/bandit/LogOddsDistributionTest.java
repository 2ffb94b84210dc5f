package dev.banditstreams.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.special.Beta;
import org.apache.commons.math3.special.Gamma;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The oracle against another one, where that is accurate itself. */
class LogOddsDistributionTest {

    private static final double ERROR = 1e-9;

    @ParameterizedTest
    @CsvSource({
        "0.05, 0.05",
        "0.5, 2",
        "1, 1",
        "2, 47",
        "47, 1e3",
        "8, 3566",
        "1e-3, 1e6",
        "0.5, 1e6",
        "1e6, 0.05",
        "857, 181745",
        "1278, 270771",
        "1e6, 1e6"
    })
    void shouldBeTheIncompleteBeta(double alpha, double beta) {
        LogOddsDistribution distribution = new LogOddsDistribution(alpha, beta);
        double mean = distribution.mean();
        double spread = Math.sqrt(distribution.centralMoment(2));
        double furthest = 0;
        for (int i = -600; i <= 600; i++) {
            double logOdds = mean + spread * i / 100;
            // From the side where the argument keeps its digits.
            double expected = logOdds > 0 ? 1 - lowerTail(logOdds, alpha, beta) : lowerTail(-logOdds, beta, alpha);
            furthest = Math.max(furthest, Math.abs(distribution.below(logOdds) - expected));
        }
        assertThat(furthest).isLessThan(ERROR);
    }

    /** P(x <= 1 / (1 + e^l)); by the leading term of its series where that x is no double any more. */
    private static double lowerTail(double l, double a, double b) {
        return l > 600
                ? Math.exp(-a * l - Math.log(a) - Beta.logBeta(a, b))
                : Beta.regularizedBeta(1 / (1 + Math.exp(l)), a, b);
    }

    /** The moments of the logarithms of Gamma draws, whose difference log-odds are. */
    @ParameterizedTest
    @CsvSource({"0.05, 0.05", "1, 1", "0.5, 1e6", "1e-3, 1e6", "47, 1e3", "1e6, 1e6", "1278, 270771"})
    void shouldHaveTheMoments(double alpha, double beta) {
        LogOddsDistribution distribution = new LogOddsDistribution(alpha, beta);
        double variance = Gamma.trigamma(alpha) + Gamma.trigamma(beta);
        assertThat(distribution.centralMoment(2) / variance).isCloseTo(1, within(1e-7));
        assertThat((distribution.mean() - (Gamma.digamma(beta) - Gamma.digamma(alpha))) / Math.sqrt(variance))
                .isCloseTo(0, within(1e-7));
    }
}
