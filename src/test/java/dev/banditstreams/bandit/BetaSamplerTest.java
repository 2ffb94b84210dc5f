package dev.banditstreams.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Seeds are fixed, so that a result doesn't change from run to run. Where a bound is random it is wide enough that a
 * right program would fail for fewer than one in a million choices of the seed, for each case.
 */
class BetaSamplerTest {

    private static final int DRAWS = 20_000;
    private static final double FALSE_ALARM = 1e-6;
    /** Standard deviations that a normal exceeds, to either side, at this rate. */
    private static final double DEVIATIONS = 4.9;

    /** Kolmogorov's test, one-sided by each bound (Dvoretzky, Kiefer, Wolfowitz, with Massart's constant). */
    @ParameterizedTest
    @CsvSource({
        "0.05, 0.05",
        "1e-3, 1e-3",
        "0.5, 0.5",
        "0.999, 1.001",
        "1, 1",
        "1, 2",
        "2, 58",
        "47, 1e3",
        "1e-3, 1e6",
        "1e6, 0.5",
        "1e4, 1e4",
        "3, 1e8"
    })
    void shouldFollowTheDistribution(double alpha, double beta) {
        double[] draws = draws(alpha, beta);
        Arrays.sort(draws);
        BetaDistribution expected = new BetaDistribution(null, alpha, beta);
        double furthest = 0;
        for (int first = 0; first < DRAWS; ) {
            int next = first;
            while (next < DRAWS && draws[next] == draws[first]) {
                next++;
            }
            // What rounds to the draw lies between its neighbours; below the normal numbers everything rounds to 0.
            double above = Math.max(Math.min(Math.nextUp(draws[first]), 1), Double.MIN_NORMAL);
            double below = Math.max(Math.nextDown(draws[first]), 0);
            furthest = Math.max(furthest, (double) next / DRAWS - expected.cumulativeProbability(above));
            furthest = Math.max(furthest, expected.cumulativeProbability(below) - (double) first / DRAWS);
            first = next;
        }
        assertThat(furthest).isLessThan(Math.sqrt(Math.log(2 / FALSE_ALARM) / (2.0 * DRAWS)));
    }

    @ParameterizedTest
    @CsvSource({"0.05, 0.05", "0.5, 0.5", "1, 1", "2, 58", "47, 1e3", "1e6, 0.5", "1e4, 1e4", "3, 1e8"})
    void shouldHaveTheMoments(double alpha, double beta) {
        double[] draws = draws(alpha, beta);
        for (int order = 1; order <= 2; order++) {
            double sum = 0;
            for (double draw : draws) {
                sum += Math.pow(draw, order);
            }
            double expected = moment(alpha, beta, order);
            double variance = moment(alpha, beta, 2 * order) - expected * expected;
            assertThat(sum / DRAWS)
                    .as("moment %d", order)
                    .isCloseTo(expected, within(DEVIATIONS * Math.sqrt(variance / DRAWS)));
        }
    }

    /** Parameters of this size leave draws a relative spread of 1e-6, which arithmetic has to resolve. */
    @Test
    void shouldResolveTheGreatestParameters() {
        double[] draws = draws(1e12, 1e12);
        double spread = Math.sqrt(0.25 / 2e12);
        assertThat(Arrays.stream(draws).average().orElseThrow())
                .isCloseTo(0.5, within(DEVIATIONS * spread / Math.sqrt(DRAWS)));
        double variance = Arrays.stream(draws).map(x -> (x - 0.5) * (x - 0.5)).sum() / DRAWS;
        assertThat(variance / (spread * spread)).isCloseTo(1, within(DEVIATIONS * Math.sqrt(2.0 / DRAWS)));
    }

    /** Uniform draws of one request's items, and of neighbouring requests for one item, have no correlation. */
    @Test
    void shouldDrawItemsAndRequestsIndependently() {
        double items = 0;
        double requests = 0;
        for (int i = 0; i < DRAWS; i++) {
            long seed = Seeds.request("request-" + i, "1");
            double draw = BetaSampler.sample(seed, Seeds.item("a"), 1, 1) - 0.5;
            items += draw * (BetaSampler.sample(seed, Seeds.item("b"), 1, 1) - 0.5);
            long next = Seeds.request("request-" + (i + 1), "1");
            requests += draw * (BetaSampler.sample(next, Seeds.item("a"), 1, 1) - 0.5);
        }
        double bound = DEVIATIONS / 12 * Math.sqrt(DRAWS);
        assertThat(items).isCloseTo(0, within(bound));
        assertThat(requests).isCloseTo(0, within(bound));
    }

    @ParameterizedTest
    @CsvSource({"1e-3, 1e-3", "1e-3, 1e12", "1e12, 1e-3", "1e12, 1e12"})
    void shouldStayInTheUnitIntervalAtTheLimits(double alpha, double beta) {
        for (double draw : draws(alpha, beta)) {
            assertThat(draw).isBetween(0.0, 1.0);
        }
    }

    @ParameterizedTest
    @CsvSource({"NaN, 1", "1, NaN", "0, 1", "-1, 1", "1, 9.99e-4", "1.1e12, 1", "1, Infinity", "-Infinity, 1"})
    void shouldRefuseWhatCannotBeDrawnFrom(double alpha, double beta) {
        assertThat(BetaSampler.valid(alpha, beta)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BetaSampler.sample(1, 2, alpha, beta))
                .withMessageContaining(Double.toString(alpha));
    }

    /** A changed bit is a new sampler version: add a file for it, never change this one. */
    @ParameterizedTest
    @MethodSource("golden")
    void shouldGiveTheSameBitsForEver(String line) {
        String[] field = line.split(",", -1);
        assertThat(BetaSampler.SAMPLER_VERSION).isEqualTo(1);
        double draw = BetaSampler.sample(
                Long.parseUnsignedLong(field[0], 16),
                Long.parseUnsignedLong(field[1], 16),
                Double.parseDouble(field[2]),
                Double.parseDouble(field[3]));
        assertThat(Long.toHexString(Double.doubleToRawLongBits(draw))).isEqualTo(field[4]);
    }

    static List<String> golden() {
        try (InputStream in = BetaSamplerTest.class.getResourceAsStream("/bandit/draws-of-sampler-1.csv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double[] draws(double alpha, double beta) {
        double[] draws = new double[DRAWS];
        long item = Seeds.item("item");
        for (int i = 0; i < DRAWS; i++) {
            draws[i] = BetaSampler.sample(Seeds.request("request-" + i, "1"), item, alpha, beta);
        }
        return draws;
    }

    private static double moment(double alpha, double beta, int order) {
        double moment = 1;
        for (int i = 0; i < order; i++) {
            moment *= (alpha + i) / (alpha + beta + i);
        }
        return moment;
    }
}
