package dev.banditstreams.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SlatePropensitiesTest {

    private static final double ENOUGH = 2e-3;

    private final SlatePropensities propensities = new SlatePropensities();

    /** Catalogues of every kind, one object after the other's arrays; slates as they are served. */
    @Test
    void shouldBeTheTablesCells() {
        double worst = 0;
        for (int world = 0; world < 70; world++) {
            Random random = new Random(world);
            int count = world % 4 == 0 ? 1 + random.nextInt(60) : 400;
            int k = Math.min(count, 1 + world % 12);
            double[] alpha = new double[count];
            double[] beta = new double[count];
            fill(world, random, alpha, beta);
            int[] slate = serve(random, alpha, beta, k);
            double[] into = new double[k];
            propensities.compute(alpha, beta, count, slate, k, into);
            double[][] table = ThompsonPropensities.table(alpha, beta, k);
            for (int rank = 0; rank < k; rank++) {
                worst = Math.max(worst, Math.abs(into[rank] - table[slate[rank]][rank]));
            }
        }
        assertThat(worst).isLessThan(ENOUGH);
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

    /** Priors of several strengths, none to 100,000 impressions, few or most items new. */
    private static void fill(int world, Random random, double[] alpha, double[] beta) {
        double strength = new double[] {2, 50, 300, 9_000, 1}[world % 5];
        double fresh = new double[] {0.3, 0.05, 0.9}[world % 3];
        for (int i = 0; i < alpha.length; i++) {
            double mean = world % 2 == 0 ? 0.02 : 0.02 * Math.exp(0.5 * random.nextGaussian());
            double impressions = random.nextDouble() < fresh ? 0 : Math.floor(Math.pow(10, 5 * random.nextDouble()));
            double clicks = Math.floor(impressions * (0.002 + 0.048 * random.nextDouble()));
            alpha[i] = (world % 7 == 3 ? 1 : mean * strength) + clicks;
            beta[i] = (world % 7 == 3 ? 1 : (1 - mean) * strength) + impressions - clicks;
        }
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
