package dev.banditstreams.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SlatePropensitiesTest {

    /** A quarter of what is promised, three times the worst of 16,000 catalogues. */
    private static final double ENOUGH = 5e-4;

    private static final int[] SIZES = {1, 2, 3, 5, 8, 12, 16, 20, 24, 30, 36, 48, 60, 100, 200, 400};

    private final SlatePropensities propensities = new SlatePropensities();

    /** Catalogues of every kind, one object after the other's arrays; slates as they are served. */
    @Test
    void shouldBeTheTablesCells() {
        for (int world = 0; world < 480; world++) {
            Random random = new Random(world);
            int count = SIZES[world % SIZES.length];
            int k = Math.min(count, 1 + random.nextInt(10));
            double[] alpha = new double[count];
            double[] beta = new double[count];
            fill(random, alpha, beta);
            assertTableCells("world " + world, alpha, beta, serve(random, alpha, beta, k), k);
        }
    }

    /** Shapes below 1 alone have tails that are smooth for hundreds of log-odds, and then bend. */
    @Test
    void shouldFollowLongTails() {
        for (int world = 0; world < 200; world++) {
            Random random = new Random(world);
            int count = 2 + random.nextInt(60);
            int k = Math.min(count, 10);
            double[] alpha = powersOfTen(random, count, -2, 0);
            double[] beta = powersOfTen(random, count, -2, 0);
            assertTableCells("world " + world, alpha, beta, serve(random, alpha, beta, k), k);
        }
    }

    /** Items that were never clicked, under a weak prior, beside items with up to 100,000 impressions. */
    @Test
    void shouldBearWeakPriors() {
        for (int world = 0; world < 480; world++) {
            Random random = new Random(world);
            int count = SIZES[world % SIZES.length];
            int k = Math.min(count, 1 + random.nextInt(10));
            double strength = pick(random, 0.1, 0.5, 1, 2, 10, 30);
            double mean = pick(random, 0.002, 0.02, 0.2);
            double fresh = pick(random, 0, 0.05, 0.3, 0.9, 1);
            double[] alpha = new double[count];
            double[] beta = new double[count];
            for (int i = 0; i < count; i++) {
                double impressions =
                        random.nextDouble() < fresh ? 0 : Math.floor(Math.pow(10, 5 * random.nextDouble()));
                double clicks = Math.floor(impressions * (0.002 + 0.048 * random.nextDouble()));
                alpha[i] = Math.max(BetaSampler.LEAST, mean * strength) + clicks;
                beta[i] = (1 - mean) * strength + impressions - clicks;
            }
            assertTableCells("world " + world, alpha, beta, serve(random, alpha, beta, k), k);
        }
    }

    @Test
    void shouldBearShapesOfEverySize() {
        for (int world = 0; world < 300; world++) {
            Random random = new Random(world);
            int count = 2 + random.nextInt(60);
            int k = Math.min(count, 10);
            double most = pick(random, 0, 6);
            double[] alpha = powersOfTen(random, count, -3, most);
            double[] beta = powersOfTen(random, count, -3, 6);
            assertTableCells("world " + world, alpha, beta, serve(random, alpha, beta, k), k);
        }
    }

    @Test
    void shouldServeSlatesThatAreNotLikely() {
        double[] alpha = {1, 9, 47, 310, 1, 0.05};
        double[] beta = {1, 3566, 1000, 9000, 40, 2};
        double[][] table = ThompsonPropensities.table(alpha, beta, 6);
        for (int turn = 0; turn < 6; turn++) {
            int first = turn;
            int[] slate = IntStream.range(0, 6).map(i -> (i + first) % 6).toArray();
            double[] into = new double[6];
            propensities.compute(alpha, beta, 6, slate, 6, into);
            for (int rank = 0; rank < 6; rank++) {
                assertThat(into[rank]).isCloseTo(table[slate[rank]][rank], within(ENOUGH));
            }
        }
    }

    @Test
    void shouldReadOnlyWhatCounts() {
        double[] alpha = {2, 3, -1};
        double[] beta = {4, 5, -1};
        double[] into = {-7, -7, -7};
        propensities.compute(alpha, beta, 2, new int[] {1, 0, 99}, 2, into);
        assertThat(into[0]).isCloseTo(into[1], within(ENOUGH));
        assertThat(into[2]).isEqualTo(-7);
    }

    @Test
    void shouldSayWhatItRefuses() {
        double[] two = {1, 2};
        assertThatIllegalArgumentException()
                .isThrownBy(() -> propensities.compute(two, two, 2, new int[3], 3, new double[3]))
                .withMessageContaining("k is 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> propensities.compute(two, new double[] {1, 0}, 2, new int[1], 1, new double[1]))
                .withMessageContaining("arm 1 is Beta(2.0, 0.0)");
    }

    /** Shapes from 10^least to 10^most, evenly in the logarithm. */
    private static double[] powersOfTen(Random random, int count, double least, double most) {
        return random.doubles(count, least, most)
                .map(digits -> Math.pow(10, digits))
                .toArray();
    }

    private void assertTableCells(String world, double[] alpha, double[] beta, int[] slate, int k) {
        double[] into = new double[k];
        propensities.compute(alpha, beta, alpha.length, slate, k, into);
        double[][] table = ThompsonPropensities.table(alpha, beta, k);
        for (int rank = 0; rank < k; rank++) {
            assertThat(into[rank])
                    .as("%s, %s arms, rank %s of %s", world, alpha.length, rank + 1, k)
                    .isCloseTo(table[slate[rank]][rank], within(ENOUGH));
        }
    }

    /** Priors of several strengths; no item new to all of them, the others with up to 100,000 impressions. */
    private static void fill(Random random, double[] alpha, double[] beta) {
        double strength = pick(random, 1, 2, 50, 300, 3_000, 9_000);
        double fresh = pick(random, 0, 0.05, 0.3, 0.9, 1);
        double spread = pick(random, 0, 0.5);
        double least = pick(random, 0, 3, 4.5);
        boolean flat = random.nextInt(7) == 0;
        for (int i = 0; i < alpha.length; i++) {
            double mean = 0.02 * Math.exp(spread * random.nextGaussian());
            double digits = least + (5 - least) * random.nextDouble();
            double impressions = random.nextDouble() < fresh ? 0 : Math.floor(Math.pow(10, digits));
            double clicks = Math.floor(impressions * (0.002 + 0.048 * random.nextDouble()));
            alpha[i] = (flat ? 1 : mean * strength) + clicks;
            beta[i] = (flat ? 1 : (1 - mean) * strength) + impressions - clicks;
        }
    }

    private static double pick(Random random, double... values) {
        return values[random.nextInt(values.length)];
    }

    private static int[] serve(Random random, double[] alpha, double[] beta, int k) {
        long[] items = random.longs(alpha.length).toArray();
        double[] odds = new double[alpha.length];
        for (int i = 0; i < odds.length; i++) {
            odds[i] = BetaSampler.oddsAgainst(1, items[i], alpha[i], beta[i]);
        }
        return new TopK().select(odds, items, odds.length, k, 1).clone();
    }
}
