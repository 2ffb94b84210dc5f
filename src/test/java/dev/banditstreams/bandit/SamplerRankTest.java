package dev.banditstreams.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.banditstreams.bandit.SlateProbabilities.Slate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * How often draws of several arms come in which order, against exact probabilities: what recommendations rest on in the
 * end. Chi-squared over the 60 slates of three out of five, at a false alarm in a million.
 */
class SamplerRankTest {

    private static final double[] ALPHA = {8, 3, 0.7, 47, 1};
    private static final double[] BETA = {3566, 1000, 300, 20_000, 400};
    private static final int REQUESTS = 2 * Integer.getInteger("gate.draws", 100_000);
    /** Slates that are expected fewer times are counted together. */
    private static final double FEWEST = 25;

    private static final List<Slate> SLATES = new SlateProbabilities(ALPHA, BETA, SlateProbabilities.PIECES).slates();

    interface Sampler {

        double oddsAgainst(long seed, long item, double alpha, double beta);
    }

    @Test
    void shouldKnowTheProbabilities() {
        assertThat(SLATES).hasSize(60);
        assertThat(SLATES.stream().mapToDouble(Slate::probability).sum()).isCloseTo(1, within(1e-8));
        List<Slate> finer = new SlateProbabilities(ALPHA, BETA, 2 * SlateProbabilities.PIECES).slates();
        for (int i = 0; i < SLATES.size(); i++) {
            assertThat(SLATES.get(i).probability()).isCloseTo(finer.get(i).probability(), within(1e-8));
        }
    }

    /** Beta(n, 1) is the greatest of n uniforms, so that slates follow Plackett and Luce with weights n. */
    @Test
    void shouldKnowTheProbabilitiesThatHaveAFormula() {
        double[] weight = {1, 2, 3, 4};
        for (Slate slate :
                new SlateProbabilities(weight, new double[] {1, 1, 1, 1}, SlateProbabilities.PIECES).slates()) {
            double first = weight[slate.first()];
            double second = weight[slate.second()];
            double expected = first / 10 * second / (10 - first) * weight[slate.third()] / (10 - first - second);
            assertThat(slate.probability()).isCloseTo(expected, within(1e-8));
        }
    }

    @Test
    void shouldRankAsOftenAsThePosteriorsSay() {
        assertThat(chiSquared(BetaSampler::oddsAgainst)).isLessThan(bound());
    }

    @Test
    void shouldCatchNormalApproximations() {
        assertThat(chiSquared(NormalApproximation::oddsAgainst)).isGreaterThan(10 * bound());
    }

    private static double bound() {
        long frequent = SLATES.stream().filter(SamplerRankTest::frequent).count();
        return SamplerGate.chiSquaredBound((int) (frequent == SLATES.size() ? frequent - 1 : frequent));
    }

    private static boolean frequent(Slate slate) {
        return REQUESTS * slate.probability() >= FEWEST;
    }

    private static double chiSquared(Sampler sampler) {
        int[][][] seen = seen(sampler);
        double sum = 0;
        double rareExpected = 0;
        int rareSeen = 0;
        for (Slate slate : SLATES) {
            double expected = REQUESTS * slate.probability();
            int count = seen[slate.first()][slate.second()][slate.third()];
            if (frequent(slate)) {
                sum += (count - expected) * (count - expected) / expected;
            } else {
                rareExpected += expected;
                rareSeen += count;
            }
        }
        return rareExpected == 0 ? sum : sum + (rareSeen - rareExpected) * (rareSeen - rareExpected) / rareExpected;
    }

    private static int[][][] seen(Sampler sampler) {
        int arms = ALPHA.length;
        long[] items =
                IntStream.range(0, arms).mapToLong(i -> Seeds.item("arm-" + i)).toArray();
        TopK topK = new TopK();
        int[][][] seen = new int[arms][arms][arms];
        double[] odds = new double[arms];
        for (int request = 0; request < REQUESTS; request++) {
            long seed = Seeds.request("request-" + request, "1");
            for (int i = 0; i < arms; i++) {
                odds[i] = sampler.oddsAgainst(seed, items[i], ALPHA[i], BETA[i]);
            }
            int[] best = topK.select(odds, items, arms, 3, seed);
            seen[best[0]][best[1]][best[2]]++;
        }
        return seen;
    }
}
