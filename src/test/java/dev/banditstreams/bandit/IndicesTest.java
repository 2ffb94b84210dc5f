package dev.banditstreams.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** Indices against values that {@code golden-policies.py} makes, and what holds at the edges. */
class IndicesTest {

    private static final double INFINITY = Double.POSITIVE_INFINITY;

    @ParameterizedTest
    @CsvFileSource(resources = "/bandit/kl-ucb.csv", useHeadersInDisplayName = true)
    void shouldFindTheBoundOfKlUcb(double successes, double trials, double t, double index) {
        assertThat(KlUcb.index(successes, trials, t)).isCloseTo(index, within(1e-12 * index));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/bandit/bayes-ucb.csv", useHeadersInDisplayName = true)
    void shouldFindTheQuantileOfBayesUcb(double alpha, double beta, double t, double index) {
        assertThat(BayesUcb.index(alpha, beta, t)).isCloseTo(index, within(1e-10 * index));
    }

    /** Shapes from 0.02 to 1e12 and tails from 1e-300, made by {@code extreme-quantiles.py} with 40 digits. */
    @ParameterizedTest
    @CsvFileSource(resources = "/bandit/extreme-quantiles.csv", useHeadersInDisplayName = true)
    void shouldFindExtremeQuantiles(double alpha, double beta, double t, double index) {
        assertThat(BayesUcb.index(alpha, beta, t)).isCloseTo(index, within(1e-11 * index));
    }

    /** Beta(1, b) and Beta(a, 1) have quantiles in closed form; scipy loses digits at these shapes. */
    @ParameterizedTest
    @CsvSource({"1e-3", "0.05", "1", "2", "3566", "1e6", "3e7", "1e12"})
    void shouldFindQuantilesThatHaveAFormula(double shape) {
        for (double t : new double[] {1 + 1e-12, 1 + 1e-9, 1.001, 1.9, 2, 2.1, 35, 1e6, 1e12, 1e100}) {
            double rest = Math.log(t) / shape;
            assertThat(BayesUcb.index(1, shape, t))
                    .as("t = %s", t)
                    .isCloseTo(-Math.expm1(-rest), within(1e-10 * -Math.expm1(-rest)));
            double power = Math.exp((t < 2 ? Math.log((t - 1) / t) : Math.log1p(-1 / t)) / shape);
            assertThat(BayesUcb.index(shape, 1, t)).as("t = %s", t).isCloseTo(power, within(1e-10 * power));
        }
    }

    @Test
    void shouldFindTheMedianOfSymmetricPosteriors() {
        for (double shape : new double[] {1e-3, 0.05, 0.5, 1, 7, 1e4, 1e6, 2e6, 1e12}) {
            assertThat(BayesUcb.index(shape, shape, 2)).as("shape %s", shape).isCloseTo(0.5, within(1e-10));
        }
    }

    /** Also across the shapes where another method takes over, and where the tail is at its median. */
    @Test
    void shouldGrowWithTimeAndSuccessesAndShrinkWithFailures() {
        for (double alpha : new double[] {0.01, 0.5, 0.999, 1, 3, 48, 9_000, 999_999, 1_000_001}) {
            for (double beta : new double[] {0.4, 1, 30, 5_000, 2e6}) {
                double last = 0;
                for (double t = 1.1; t < 1e12; t *= 1.3) {
                    double index = BayesUcb.index(alpha, beta, t);
                    assertThat(index).as("Beta(%s, %s), t = %s", alpha, beta, t).isGreaterThanOrEqualTo(last);
                    assertThat(BayesUcb.index(alpha * 1.001, beta, t)).isGreaterThanOrEqualTo(index);
                    assertThat(BayesUcb.index(alpha, beta * 1.001, t)).isLessThanOrEqualTo(index);
                    last = index;
                }
            }
        }
    }

    @Test
    void shouldAddTheRadiusOfUcb1() {
        assertThat(Ucb1.index(3, 10, 100)).isCloseTo(0.3 + Math.sqrt(2 * Math.log(100) / 10), within(1e-15));
        assertThat(Ucb1.index(0.25, 0.5, Math.E)).isCloseTo(0.5 + 2, within(1e-15));
        assertThat(Ucb1.index(3, 10, 1)).isEqualTo(0.3);
        assertThat(Ucb1.index(3, 10, 0.5)).isEqualTo(0.3);
        assertThat(Ucb1.index(0, 0, 100)).isEqualTo(INFINITY);
    }

    @Test
    void shouldLieBetweenMeanAndOne() {
        for (double trials = 1e-6; trials < 1e12; trials *= 7) {
            for (double mean : new double[] {0, 1e-300, 1e-9, 0.004, 0.5, 0.999, 1 - 1e-15, 1}) {
                for (double t : new double[] {1 + 1e-15, 1.5, 1e4, 1e300}) {
                    double index = KlUcb.index(mean * trials, trials, t);
                    assertThat(index).as("%s of %s, t = %s", mean, trials, t).isBetween(mean * (1 - 1e-14), 1.0);
                }
            }
        }
    }

    @Test
    void shouldHaveValuesAtTheEdges() {
        assertThat(KlUcb.index(0, 0, 100)).isEqualTo(1);
        assertThat(KlUcb.index(3, 4, 1)).isEqualTo(0.75);
        assertThat(KlUcb.index(3, 4, 0.1)).isEqualTo(0.75);
        assertThat(KlUcb.index(3, 4, INFINITY)).isEqualTo(1);
        assertThat(KlUcb.index(1e-310, 1, 10)).isCloseTo(0.9, withinPercentage(1e-12));
        assertThat(KlUcb.index(0, 4, Math.exp(4))).isCloseTo(1 - Math.exp(-1), withinPercentage(1e-12));
        assertThat(BayesUcb.index(3, 4, 1)).isZero();
        assertThat(BayesUcb.index(3, 4, -1)).isZero();
        assertThat(BayesUcb.index(3, 4, INFINITY)).isEqualTo(1);
    }

    @Test
    void shouldRefuseWhatAreNoCounts() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KlUcb.index(5, 4, 10))
                .withMessageContaining("5.0 successes");
        assertThatIllegalArgumentException().isThrownBy(() -> KlUcb.index(-1, 4, 10));
        assertThatIllegalArgumentException().isThrownBy(() -> KlUcb.index(1, INFINITY, 10));
        assertThatIllegalArgumentException().isThrownBy(() -> Ucb1.index(Double.NaN, 4, 10));
        assertThatIllegalArgumentException().isThrownBy(() -> Ucb1.index(1, Double.NaN, 10));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ucb1.index(1, 4, Double.NaN))
                .withMessage("t is NaN");
        assertThatIllegalArgumentException().isThrownBy(() -> KlUcb.index(1, 4, Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> BayesUcb.index(1, 4, Double.NaN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BayesUcb.index(0, 4, 10))
                .withMessageContaining("Beta(0.0, 4.0)");
    }
}
