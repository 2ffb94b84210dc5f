package dev.banditstreams.bandit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.junit.jupiter.api.Test;

class TopKTest {

    private static final long SEED = 42;

    @Test
    void shouldPickTheBestFirst() {
        double[] draws = {0.1, 0.9, 0.5, 0.7};
        long[] items = {1, 2, 3, 4};
        assertThat(TopK.select(draws, items, 4, 3, SEED)).containsExactly(1, 3, 2);
        assertThat(TopK.select(draws, items, 4, 9, SEED)).containsExactly(1, 3, 2, 0);
        assertThat(TopK.select(draws, items, 1, 3, SEED)).containsExactly(0);
        assertThat(TopK.select(draws, items, 0, 3, SEED)).isEmpty();
        assertThat(TopK.select(draws, items, 4, 0, SEED)).isEmpty();
    }

    /** Draws with many ties and some NaN, against a plain sort, with the candidates in another order. */
    @Test
    void shouldNotDependOnTheOrderOfTheCandidates() {
        Random random = new Random(7);
        for (int round = 0; round < 500; round++) {
            int count = 1 + random.nextInt(60);
            int k = 1 + random.nextInt(count);
            List<Candidate> candidates = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                double draw = random.nextInt(10) == 0 ? Double.NaN : random.nextInt(6) / 5.0;
                candidates.add(new Candidate(draw, Seeds.item("item-" + i)));
            }
            List<Candidate> best = candidates.stream()
                    .sorted(Comparator.comparing((Candidate c) -> Double.isNaN(c.draw))
                            .thenComparing(c -> Double.isNaN(c.draw) ? 0 : -c.draw)
                            .thenComparing(c -> Seeds.mix(SEED ^ c.item), Comparator.reverseOrder()))
                    .limit(k)
                    .toList();
            assertThat(select(candidates, k)).isEqualTo(best);
            Collections.shuffle(candidates, random);
            assertThat(select(candidates, k)).isEqualTo(best);
        }
    }

    @Test
    void shouldBreakTiesAnewForEachSeed() {
        double[] draws = {0.0, 0.0};
        long[] items = {Seeds.item("a"), Seeds.item("b")};
        long first = IntStream.range(0, 1_000)
                .filter(i -> TopK.select(draws, items, 2, 1, Seeds.request("r" + i, "1"))[0] == 0)
                .count();
        // 5 standard deviations of a fair coin: one choice of seeds in 1.7 million fails.
        assertThat(first).isBetween(500L - 79, 500L + 79);
    }

    /**
     * Items with Beta(n, 1) are the greatest of n uniforms each, so the orders of three of them follow Plackett and
     * Luce with weights n. Chi-squared at a false-alarm rate of one in a million.
     */
    @Test
    void shouldRankAsOftenAsTheDrawsAreGreatest() {
        int requests = 30_000;
        double[] weights = {1, 2, 3};
        long[] items = {Seeds.item("one"), Seeds.item("two"), Seeds.item("three")};
        Map<List<Integer>, Integer> seen = new HashMap<>();
        for (int r = 0; r < requests; r++) {
            long seed = Seeds.request("request-" + r, "1");
            double[] draws = new double[3];
            for (int i = 0; i < 3; i++) {
                draws[i] = BetaSampler.sample(seed, items[i], weights[i], 1);
            }
            seen.merge(
                    Arrays.stream(TopK.select(draws, items, 3, 3, seed)).boxed().toList(), 1, Integer::sum);
        }
        assertThat(seen).hasSize(6);
        double chiSquared = seen.entrySet().stream()
                .mapToDouble(order -> {
                    double first = weights[order.getKey().get(0)];
                    double second = weights[order.getKey().get(1)];
                    double expected = requests * first / 6 * second / (6 - first);
                    return (order.getValue() - expected) * (order.getValue() - expected) / expected;
                })
                .sum();
        assertThat(chiSquared).isLessThan(new ChiSquaredDistribution(5).inverseCumulativeProbability(1 - 1e-6));
    }

    private static List<Candidate> select(List<Candidate> candidates, int k) {
        double[] draws = candidates.stream().mapToDouble(Candidate::draw).toArray();
        long[] items = candidates.stream().mapToLong(Candidate::item).toArray();
        return Arrays.stream(TopK.select(draws, items, draws.length, k, SEED))
                .mapToObj(candidates::get)
                .toList();
    }

    private record Candidate(double draw, long item) {}
}
