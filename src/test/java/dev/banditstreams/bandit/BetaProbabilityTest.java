package dev.banditstreams.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the regularised incomplete Beta function with 40 digits (mpmath). */
class BetaProbabilityTest {

    @ParameterizedTest
    @CsvSource({
        "1, 1, 0.3, 0.4255574831883",
        "2, 58, -3.2, 0.3223844448829",
        "0.5, 0.5, 4, 0.08563681559462",
        "12.3, 140.2, -2.5, 0.5547134465937",
        "857, 181745, -5.3, 0.04556464583018",
        "0.05, 3, -20, 0.6040697515578",
        "20000, 50000, -0.92, 0.6707654665588",
        "2, 58, 700, 0",
        "2, 58, -700, 1"
    })
    void shouldGiveTheProbabilityOfAGreaterDraw(double alpha, double beta, double logOdds, double above) {
        assertThat(BetaProbability.above(alpha, beta, logOdds)).isCloseTo(above, within(1e-10));
        assertThat(BetaProbability.above(beta, alpha, -logOdds)).isCloseTo(1 - above, within(1e-10));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 0.025, 0.025",
        "2, 58, 0.025, 0.004131932972365",
        "2, 58, 0.975, 0.09085593288665",
        "0.5, 0.5, 0.975, 0.9984586668666",
        "12.3, 140.2, 0.025, 0.04305392701051",
        "857, 181745, 0.975, 0.005011853497778",
        "0.05, 3, 0.5, 2.193496667523e-7",
        "2, 58, 0, 0",
        "2, 58, 1, 1"
    })
    void shouldGiveTheNumberBelowWhichADrawLies(double alpha, double beta, double probability, double number) {
        assertThat(BetaProbability.quantile(alpha, beta, probability))
                .isCloseTo(number, within(1e-9 * number + 1e-300));
    }

    /** Shapes with which the tail is integrated, and not a fraction. */
    @Test
    void shouldGoThereAndBackWithShapesOfAnySize() {
        for (double alpha : new double[] {1e-3, 0.7, 30, 2e6, 1e12}) {
            for (double beta : new double[] {1e-3, 0.7, 30, 2e6, 1e12}) {
                double number = BetaProbability.quantile(alpha, beta, 0.7);
                double logOdds = Math.log(number) - Math.log1p(-number);
                if (number > 1e-12 && number < 1 - 1e-3) {
                    assertThat(BetaProbability.above(alpha, beta, logOdds)).isCloseTo(0.3, within(1e-6));
                }
            }
        }
    }

    @Test
    void shouldRefuseWhatIsNoBetaDistribution() {
        assertThatThrownBy(() -> BetaProbability.above(0, 1, 0)).hasMessageContaining("Beta(0.0, 1.0)");
        assertThatThrownBy(() -> BetaProbability.above(1, 1, Double.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> BetaProbability.quantile(1, 1, 1.1)).hasMessageContaining("1.1");
    }
}
