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
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds of single draws; whether they follow the distribution is {@link SamplerGateTest}'s question.
 *
 * <p>Seeds are fixed. Where a bound is random it is so wide that a right program would fail for fewer than one in a
 * million choices of the seed.
 */
class BetaSamplerTest {

    private static final int DRAWS = 20_000;
    /** Standard deviations that a normal exceeds, to either side, once in a million times. */
    private static final double DEVIATIONS = 4.9;

    private static final double MOST_ODDS = Elementary.exp(Elementary.MOST_EXPONENT);

    /**
     * The vectors are made by {@code docs/examples/sampler.py}, not by the code under test. A changed bit is a new
     * sampler version: make a file for it, never change this one.
     */
    @ParameterizedTest
    @MethodSource("golden")
    void shouldGiveTheSameBitsForEver(String line) {
        String[] field = line.split(",", -1);
        assertThat(BetaSampler.SAMPLER_VERSION).isEqualTo(2);
        long seed = Long.parseUnsignedLong(field[0], 16);
        long item = Long.parseUnsignedLong(field[1], 16);
        double alpha = Double.parseDouble(field[2]);
        double beta = Double.parseDouble(field[3]);
        assertThat(bits(BetaSampler.sample(seed, item, alpha, beta))).isEqualTo(field[4]);
        assertThat(bits(BetaSampler.oddsAgainst(seed, item, alpha, beta))).isEqualTo(field[5]);
    }

    /** Else the golden vectors prove less than they seem to. */
    @Test
    void shouldHaveGoldenVectorsForEveryRoad() {
        List<String> roads = golden().stream()
                .map(line -> line.substring(line.lastIndexOf(',') + 1))
                .flatMap(road -> Arrays.stream(road.split("\\+")))
                .distinct()
                .toList();
        assertThat(roads)
                .contains(
                        "fast",
                        "more-words",
                        "wedge",
                        "wedge-failed",
                        "tail",
                        "logarithms",
                        "logarithms-failed",
                        "limit",
                        "out-of-range");
    }

    @Test
    void shouldDrawManyAsOneByOne() {
        Random random = new Random(1);
        double[] shapes = {1e-3, 0.05, 0.999, 1, 1.5, 47, 1e6, 1e12};
        int count = 5_000;
        long[] items = random.longs(count + 1).toArray();
        double[] alpha =
                random.ints(count, 0, shapes.length).mapToDouble(i -> shapes[i]).toArray();
        double[] beta =
                random.ints(count, 0, shapes.length).mapToDouble(i -> shapes[i]).toArray();
        double[] odds = new double[count + 1];
        odds[count] = -7;
        BetaSampler.oddsAgainst(
                99,
                items,
                alpha,
                beta,
                Arrays.stream(alpha).map(BetaSampler::scale).toArray(),
                Arrays.stream(beta).map(BetaSampler::scale).toArray(),
                count,
                odds);
        for (int i = 0; i < count; i++) {
            assertThat(bits(odds[i])).isEqualTo(bits(BetaSampler.oddsAgainst(99, items[i], alpha[i], beta[i])));
        }
        assertThat(odds[count]).as("beyond the count").isEqualTo(-7);
    }

    /** Smaller odds never have the smaller draw or the greater log-odds, out of range or not. */
    @ParameterizedTest
    @CsvSource({"1, 1", "1e-3, 1e-3", "1e-3, 1e12", "1e12, 1e-3", "1e6, 0.05", "1e12, 1e12"})
    void shouldKeepTheOrderOfTheOdds(double alpha, double beta) {
        double[] odds = odds(alpha, beta);
        Arrays.sort(odds);
        for (int i = 1; i < DRAWS; i++) {
            assertThat(BetaSampler.draw(odds[i])).isLessThanOrEqualTo(BetaSampler.draw(odds[i - 1]));
            assertThat(BetaSampler.logOdds(odds[i])).isGreaterThanOrEqualTo(BetaSampler.logOdds(odds[i - 1]));
        }
    }

    @Test
    void shouldKnowOddsThatDoNotFit() {
        assertThat(BetaSampler.logOdds(-1234.5)).isEqualTo(-1234.5);
        assertThat(BetaSampler.logOdds(MOST_ODDS * (1234.5 / 690))).isCloseTo(1234.5, within(1e-11));
        assertThat(BetaSampler.logOdds(Math.E)).isCloseTo(1, within(1e-15));
        assertThat(BetaSampler.logOdds(MOST_ODDS)).isCloseTo(690, within(1e-12));
        assertThat(BetaSampler.draw(-1234.5)).isEqualTo(1);
        assertThat(BetaSampler.draw(MOST_ODDS * 2)).isZero();
        assertThat(BetaSampler.draw(MOST_ODDS)).isPositive();
        assertThat(BetaSampler.draw(3)).isEqualTo(0.25);
    }

    /** Log-odds have a spread of 1e-6 here, which arithmetic has to resolve. */
    @Test
    void shouldResolveTheGreatestParameters() {
        double spread = Math.sqrt(2 / 1e12);
        double[] log = Arrays.stream(odds(1e12, 1e12)).map(BetaSampler::logOdds).toArray();
        assertThat(Arrays.stream(log).average().orElseThrow())
                .isCloseTo(0, within(DEVIATIONS * spread / Math.sqrt(DRAWS)));
        double variance = Arrays.stream(log).map(x -> x * x).sum() / DRAWS;
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
        for (double odds : odds(alpha, beta)) {
            assertThat(BetaSampler.draw(odds)).isBetween(0.0, 1.0);
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

    static List<String> golden() {
        try (InputStream in = BetaSamplerTest.class.getResourceAsStream("/bandit/draws-of-sampler-2.csv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double[] odds(double alpha, double beta) {
        double[] odds = new double[DRAWS];
        long item = Seeds.item("item");
        for (int i = 0; i < DRAWS; i++) {
            odds[i] = BetaSampler.oddsAgainst(Seeds.request("request-" + i, "1"), item, alpha, beta);
        }
        return odds;
    }

    private static String bits(double x) {
        return String.format("%016x", Double.doubleToRawLongBits(x));
    }
}
