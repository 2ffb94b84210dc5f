package dev.banditstreams.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** The table against closed forms and against other ways to integrate; {@link PropensityDrawsTest} draws. */
class ThompsonPropensitiesTest {

    private static final double EXACT = 1e-10;

    @Test
    void shouldShareAlikeAmongIdenticalArms() {
        for (double[] shapes :
                new double[][] {{1, 1}, {0.05, 2}, {9, 3566}, {50_000, 1e6}, {1e-3, 1e-3}, {1e12, 1e12}}) {
            for (int count : new int[] {1, 2, 46, 400}) {
                double[][] table =
                        ThompsonPropensities.table(same(shapes[0], count), same(shapes[1], count), Math.min(count, 46));
                for (double[] row : table) {
                    for (double cell : row) {
                        assertThat(cell)
                                .as("%d times Beta(%s, %s)", count, shapes[0], shapes[1])
                                .isCloseTo(1.0 / count, within(EXACT));
                    }
                }
            }
        }
    }

    /** P(X &gt; Y) is a finite sum for whole shapes (Miller, "Formulas for Bayesian A/B Testing", 2015, equation 6). */
    @Test
    void shouldCompareTwoArmsAsTheClosedForm() {
        for (int[] s : new int[][] {{1, 1, 9, 3566}, {2, 58, 1, 57}, {47, 1000, 40, 1100}, {3, 1, 1, 3}}) {
            double expected = 0;
            for (int i = 0; i < s[0]; i++) {
                expected += Math.exp(LogOddsDensity.logBeta(s[2] + i, s[1] + s[3])
                        - Math.log(s[1] + i)
                        - LogOddsDensity.logBeta(1 + i, s[1])
                        - LogOddsDensity.logBeta(s[2], s[3]));
            }
            double[][] table = ThompsonPropensities.table(new double[] {s[0], s[2]}, new double[] {s[1], s[3]}, 2);
            assertThat(table[0]).containsExactly(new double[] {expected, 1 - expected}, within(EXACT));
            assertThat(table[1]).containsExactly(new double[] {1 - expected, expected}, within(EXACT));
        }
    }

    /** Beta(n, 1) is the greatest of n uniforms, so that ranks follow Plackett and Luce with weights n. */
    @Test
    void shouldFollowPlackettAndLuceForGreatestUniforms() {
        double[] weight = {1, 2, 3.5, 0.25};
        double total = Arrays.stream(weight).sum();
        double[][] table = ThompsonPropensities.table(weight, same(1, 4), 2);
        for (int i = 0; i < 4; i++) {
            double second = 0;
            for (int j = 0; j < 4; j++) {
                second += j == i ? 0 : weight[j] / total * weight[i] / (total - weight[j]);
            }
            assertThat(table[i]).containsExactly(new double[] {weight[i] / total, second}, within(EXACT));
        }
    }

    /** Worlds and values are made by {@code golden-policies.py}. */
    @Test
    void shouldAgreeWithAnotherIntegration() throws IOException {
        assertGolden("propensities.csv", 2e-9);
    }

    /**
     * Whole shapes, and powers beside them: their distribution functions are polynomials, which {@code exact-tables.py}
     * integrates term by term.
     */
    @Test
    void shouldAgreeWithSumsInClosedForm() throws IOException {
        assertGolden("exact-tables.csv", EXACT);
    }

    private static void assertGolden(String file, double error) throws IOException {
        for (Map.Entry<String, List<double[]>> world : golden(file).entrySet()) {
            List<double[]> arms = world.getValue();
            double[] alpha = arms.stream().mapToDouble(arm -> arm[0]).toArray();
            double[] beta = arms.stream().mapToDouble(arm -> arm[1]).toArray();
            for (int k = 1; k <= arms.size(); k++) {
                double[][] table = ThompsonPropensities.table(alpha, beta, k);
                for (int i = 0; i < arms.size(); i++) {
                    assertThat(table[i])
                            .as("%s, arm %d, k = %d", world.getKey(), i, k)
                            .containsExactly(Arrays.copyOfRange(arms.get(i), 2, 2 + k), within(error));
                }
            }
        }
    }

    @Test
    void shouldSumToOneOverEveryColumnAndWholeRow() {
        Random random = new Random(5);
        for (int world = 0; world < 60; world++) {
            int count = 1 + random.nextInt(46);
            double[] alpha = shapes(random, count);
            double[] beta = shapes(random, count);
            double[][] table = ThompsonPropensities.table(alpha, beta, count);
            for (int i = 0; i < count; i++) {
                int rank = i;
                assertThat(Arrays.stream(table).mapToDouble(row -> row[rank]).sum())
                        .isCloseTo(1, within(EXACT));
                assertThat(Arrays.stream(table[i]).sum()).isCloseTo(1, within(EXACT));
            }
        }
    }

    @Test
    void shouldGiveTheSameFirstColumnsForEveryK() {
        Random random = new Random(6);
        double[] alpha = random.doubles(400, 1, 60).toArray();
        double[] beta = random.doubles(400, 100, 3_000).toArray();
        double[][] few = ThompsonPropensities.table(alpha, beta, 10);
        double[][] more = ThompsonPropensities.table(alpha, beta, 13);
        for (int i = 0; i < 400; i++) {
            assertThat(few[i]).containsExactly(Arrays.copyOf(more[i], 10), within(EXACT));
        }
    }

    @Test
    void shouldNotDependOnTheArmsOrder() {
        double[][] table = ThompsonPropensities.table(new double[] {1, 9, 0.05}, new double[] {1, 3566, 2}, 3);
        double[][] turned = ThompsonPropensities.table(new double[] {0.05, 1, 9}, new double[] {2, 1, 3566}, 3);
        assertThat(turned[1]).containsExactly(table[0], within(EXACT));
        assertThat(turned[2]).containsExactly(table[1], within(EXACT));
    }

    @Test
    void shouldSayWhatItRefuses() {
        double[] two = {1, 2};
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ThompsonPropensities.table(two, new double[] {1}, 1))
                .withMessage("2 alphas, but 1 betas");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ThompsonPropensities.table(two, two, 3))
                .withMessageContaining("k is 3");
        assertThatIllegalArgumentException().isThrownBy(() -> ThompsonPropensities.table(two, two, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ThompsonPropensities.table(new double[0], new double[0], 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ThompsonPropensities.table(two, new double[] {1, Double.NaN}, 1))
                .withMessageContaining("arm 1 is Beta(2.0, NaN)");
    }

    private static double[] same(double shape, int count) {
        double[] shapes = new double[count];
        Arrays.fill(shapes, shape);
        return shapes;
    }

    private static double[] shapes(Random random, int count) {
        return DoubleStream.generate(() -> Math.pow(10, random.nextDouble() * 9 - 3))
                .limit(count)
                .toArray();
    }

    private static Map<String, List<double[]>> golden(String file) throws IOException {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(ThompsonPropensitiesTest.class.getResourceAsStream("/bandit/" + file)),
                StandardCharsets.UTF_8))) {
            return in.lines()
                    .map(line -> line.split(",", -1))
                    .collect(Collectors.groupingBy(
                            field -> field[0],
                            LinkedHashMap::new,
                            Collectors.mapping(
                                    field -> Arrays.stream(field)
                                            .skip(1)
                                            .mapToDouble(Double::parseDouble)
                                            .toArray(),
                                    Collectors.toList())));
        }
    }
}
