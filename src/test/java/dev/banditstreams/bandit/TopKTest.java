package dev.banditstreams.bandit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TopKTest {

    private static final long SEED = 42;
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    private final TopK topK = new TopK();

    @Test
    void shouldPickTheSmallestOddsFirst() {
        double[] odds = {9, 0.1, 1, 0.4};
        long[] items = {1, 2, 3, 4};
        assertThat(select(odds, items, 4, 3)).containsExactly(1, 3, 2);
        assertThat(select(odds, items, 4, 9)).containsExactly(1, 3, 2, 0);
        assertThat(select(odds, items, 1, 3)).containsExactly(0);
        assertThat(select(odds, items, 0, 3)).isEmpty();
        assertThat(select(odds, items, 4, 0)).isEmpty();
        assertThat(odds).as("not touched").containsExactly(9, 0.1, 1, 0.4);
    }

    @Test
    void shouldPutNaNBehindEverything() {
        double[] odds = {Double.NaN, INFINITY, -INFINITY, Double.NaN, 0, -0.0, 1e300, -800};
        long[] items = IntStream.range(0, odds.length)
                .mapToLong(i -> Seeds.item("item-" + i))
                .toArray();
        assertThat(select(odds, items, 8, 8)).startsWith(2, 7);
        assertThat(Arrays.copyOfRange(select(odds, items, 8, 8), 2, 4)).containsExactlyInAnyOrder(4, 5);
        assertThat(Arrays.copyOfRange(select(odds, items, 8, 8), 4, 6)).containsExactly(6, 1);
    }

    /** Every k, so both the heap and the partition; each selection reuses what the last one left behind. */
    @ParameterizedTest
    @MethodSource("inputs")
    void shouldBeThePrefixOfASort(IntToDoubleFunction input) {
        for (int count : new int[] {600, 1, 2, 3, 7, 48, 49, 50, 97, 230}) {
            double[] odds = IntStream.range(0, count).mapToDouble(input).toArray();
            long[] items = IntStream.range(0, count)
                    .mapToLong(i -> Seeds.item("item-" + i))
                    .toArray();
            int[] sorted = sorted(odds, items);
            for (int k = 0; k <= count + 1; k++) {
                assertThat(select(odds, items, count, k))
                        .as("%d of %d", k, count)
                        .isEqualTo(Arrays.copyOf(sorted, Math.min(k, count)));
            }
        }
    }

    static Stream<Named<IntToDoubleFunction>> inputs() {
        double[] random = new Random(3).doubles(600).toArray();
        return Stream.of(
                Named.of("random", i -> random[i]),
                Named.of("sorted", i -> i),
                Named.of("reversed", i -> -i),
                Named.of("equal", i -> 0.5),
                Named.of("organ pipes", i -> Math.min(i, 599 - i)),
                Named.of("few values", i -> Math.floor(random[i] * 5)),
                Named.of(
                        "NaN and infinities",
                        i -> random[i] < 0.2
                                ? Double.NaN
                                : random[i] < 0.4 ? INFINITY : random[i] < 0.6 ? -INFINITY : random[i]),
                Named.of("only NaN", i -> Double.NaN));
    }

    /** With the candidates in another order, on either road. */
    @Test
    void shouldNotDependOnTheOrderOfTheCandidates() {
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            int count = 1 + random.nextInt(200);
            int k = 1 + random.nextInt(count);
            List<Candidate> candidates = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                double odds = random.nextInt(10) == 0 ? Double.NaN : random.nextInt(6) / 5.0;
                candidates.add(new Candidate(odds, Seeds.item("item-" + i)));
            }
            List<Candidate> best = select(candidates, k);
            Collections.shuffle(candidates, random);
            assertThat(select(candidates, k)).isEqualTo(best);
        }
    }

    @Test
    void shouldBreakTiesAnewForEachSeed() {
        double[] odds = {1, 1};
        long[] items = {Seeds.item("a"), Seeds.item("b")};
        long first = IntStream.range(0, 1_000)
                .filter(i -> topK.select(odds, items, 2, 1, Seeds.request("r" + i, "1"))[0] == 0)
                .count();
        // 5 standard deviations of a fair coin: one choice of seeds in 1.7 million fails.
        assertThat(first).isBetween(500L - 79, 500L + 79);
    }

    private static int[] sorted(double[] odds, long[] items) {
        return IntStream.range(0, odds.length)
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> Double.isNaN(odds[i]))
                        .thenComparing(i -> Double.isNaN(odds[i]) ? 0.0 : odds[i])
                        .thenComparing(i -> Seeds.mix(SEED ^ items[i]), Comparator.reverseOrder()))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private int[] select(double[] odds, long[] items, int count, int k) {
        return Arrays.copyOf(topK.select(odds, items, count, k, SEED), Math.min(k, count));
    }

    private List<Candidate> select(List<Candidate> candidates, int k) {
        double[] odds = candidates.stream().mapToDouble(Candidate::odds).toArray();
        long[] items = candidates.stream().mapToLong(Candidate::item).toArray();
        return Arrays.stream(select(odds, items, odds.length, k))
                .mapToObj(candidates::get)
                .toList();
    }

    private record Candidate(double odds, long item) {}
}
