package dev.banditstreams.bandit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The table against rankings of draws: 10 million requests for 34 arms, the first {@value #K} ranks.
 *
 * <p>No cell lies 4.5 standard deviations from what the table says. A right program fails that for one in 1,300 choices
 * of the seed (170 cells, 6.8e-6 each); the seed is fixed. Cells that are expected fewer than 25 times count together,
 * by rank.
 */
class PropensityDrawsTest {

    private static final int REQUESTS = 10_000_000;
    private static final int PARTS = 100;
    private static final int ARMS = 34;
    private static final int K = 5;
    private static final double FEWEST = 25;
    private static final double DEVIATIONS = 4.5;

    private final double[] alpha = new double[ARMS];
    private final double[] beta = new double[ARMS];

    /** Click rates of 0.2 to 5 %, 10 to 100,000 impressions, and three arms of another kind. */
    PropensityDrawsTest() {
        for (int i = 0; i < ARMS; i++) {
            double impressions = Math.floor(Math.pow(10, 1 + 4 * (i * 0.6180339887498949 % 1)));
            double clicks = Math.floor(impressions * (0.002 + 0.048 * (i * 0.7548776662466927 % 1)));
            alpha[i] = 1 + clicks;
            beta[i] = 40 + impressions - clicks;
        }
        alpha[0] = 0.05;
        beta[0] = 2;
        alpha[1] = 1;
        beta[1] = 8;
        alpha[2] = 50_000;
        beta[2] = 1e6;
    }

    @Test
    void shouldBeHowOftenDrawsRankSo() {
        double[][] table = ThompsonPropensities.table(alpha, beta, K);
        long[][] seen = IntStream.range(0, PARTS)
                .parallel()
                .mapToObj(this::draw)
                .reduce(PropensityDrawsTest::sum)
                .orElseThrow();
        for (int rank = 0; rank < K; rank++) {
            double rareProbability = 0;
            long rareSeen = 0;
            for (int i = 0; i < ARMS; i++) {
                if (REQUESTS * table[i][rank] >= FEWEST) {
                    assertThat(deviations(seen[i][rank], table[i][rank]))
                            .as("arm %d, rank %d: %d times, P %s", i, rank + 1, seen[i][rank], table[i][rank])
                            .isLessThan(DEVIATIONS);
                } else {
                    rareProbability += table[i][rank];
                    rareSeen += seen[i][rank];
                }
            }
            if (REQUESTS * rareProbability >= FEWEST) {
                assertThat(deviations(rareSeen, rareProbability)).isLessThan(DEVIATIONS);
            } else {
                assertThat(rareSeen).isLessThan(3 * (long) FEWEST);
            }
        }
    }

    private static double deviations(long seen, double probability) {
        return Math.abs(seen - REQUESTS * probability) / Math.sqrt(REQUESTS * probability * (1 - probability));
    }

    private long[][] draw(int part) {
        double[] scaleAlpha = Arrays.stream(alpha).map(BetaSampler::scale).toArray();
        double[] scaleBeta = Arrays.stream(beta).map(BetaSampler::scale).toArray();
        long[] items =
                IntStream.range(0, ARMS).mapToLong(i -> Seeds.item("arm-" + i)).toArray();
        long[][] seen = new long[ARMS][K];
        double[] odds = new double[ARMS];
        TopK topK = new TopK();
        for (int request = 0; request < REQUESTS / PARTS; request++) {
            long seed = Seeds.mix((long) part * REQUESTS + request);
            BetaSampler.oddsAgainst(seed, items, alpha, beta, scaleAlpha, scaleBeta, ARMS, odds);
            int[] best = topK.select(odds, items, ARMS, K, seed);
            for (int rank = 0; rank < K; rank++) {
                seen[best[rank]][rank]++;
            }
        }
        return seen;
    }

    private static long[][] sum(long[][] left, long[][] right) {
        long[][] sum = new long[ARMS][K];
        for (int i = 0; i < ARMS; i++) {
            for (int rank = 0; rank < K; rank++) {
                sum[i][rank] = left[i][rank] + right[i][rank];
            }
        }
        return sum;
    }
}
