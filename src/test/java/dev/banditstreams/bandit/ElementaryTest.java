package dev.banditstreams.bandit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against {@link StrictMath}, which is within one unit in the last place. */
class ElementaryTest {

    private static final int POINTS = 500_000;
    private static final int MOST_ULPS = 4;
    private static final long LEAST_NORMAL = Double.doubleToRawLongBits(Double.MIN_NORMAL);
    private static final long GREATEST = Double.doubleToRawLongBits(Double.MAX_VALUE);

    @Test
    void shouldTakeExponentials() {
        Random random = new Random(1);
        for (int i = 0; i <= POINTS; i++) {
            exponential(-690 + 1380.0 * i / POINTS);
            exponential(random.nextGaussian());
            exponential(random.nextGaussian() * 1e-5);
        }
    }

    @Test
    void shouldTakeLogarithmsOfEveryMagnitude() {
        Random random = new Random(2);
        for (int i = 0; i <= POINTS; i++) {
            logarithm(Double.longBitsToDouble(LEAST_NORMAL + (GREATEST - LEAST_NORMAL) / POINTS * i));
            logarithm(1 + random.nextGaussian() * 0.1);
            logarithm(1 + random.nextGaussian() * 1e-9);
            logarithm(random.nextDouble() + 0x1.0p-54);
        }
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {
                Double.MIN_NORMAL,
                0x1.0p-54,
                0x1.6a09e667f3bccp-1,
                0x1.6a09e667f3bcdp-1,
                0x1.6a09e667f3bcep-1,
                0x1.fffffffffffffp-1,
                0x1.0000000000001p0,
                0x1.6a09e667f3bcdp0,
                2,
                Double.MAX_VALUE
            })
    void shouldTakeLogarithmsWhereTheExponentChanges(double x) {
        logarithm(x);
    }

    @Test
    void shouldBeExactWhereTheResultIs() {
        assertThat(Elementary.ln(1)).isEqualTo(0);
        assertThat(Elementary.exp(0)).isEqualTo(1);
        assertThat(Elementary.exp(-0.0)).isEqualTo(1);
        assertThat(Elementary.exp(Elementary.MOST_EXPONENT)).isFinite();
        assertThat(Elementary.exp(-Elementary.MOST_EXPONENT)).isGreaterThan(Double.MIN_NORMAL);
    }

    private static void exponential(double x) {
        double expected = StrictMath.exp(x);
        if (!(Math.abs(Elementary.exp(x) - expected) <= MOST_ULPS * Math.ulp(expected))) {
            assertThat(Elementary.exp(x)).as("exp(%s)", x).isEqualTo(expected);
        }
    }

    private static void logarithm(double x) {
        double expected = StrictMath.log(x);
        if (!(Math.abs(Elementary.ln(x) - expected) <= MOST_ULPS * Math.ulp(expected))) {
            assertThat(Elementary.ln(x)).as("ln(%s)", x).isEqualTo(expected);
        }
    }
}
