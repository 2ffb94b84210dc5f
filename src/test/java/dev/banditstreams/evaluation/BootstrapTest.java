package dev.banditstreams.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootstrapTest {

    private static final int SAMPLES = 1_000;
    /** Between the 2.5 % and the 97.5 % point of a normal distribution, in standard deviations. */
    private static final double WIDTH = 2 * 1.959964;

    /**
     * An interval is as wide as the standard error says, also where blocks are drawn instead of rows. 1,000 samples
     * tell the width to 3 % (one sigma), so a right program with a new seed fails once in 10,000 runs.
     */
    @ParameterizedTest
    @ValueSource(ints = {4_000, 90_000})
    void shouldBeAsWideAsTheStandardErrorSays(int rows) {
        Evaluation evaluation = evaluation(rows, 7);
        for (Estimator estimator : Estimator.values()) {
            Estimate estimate = evaluation.of(estimator);
            assertThat((estimate.high() - estimate.low()) / WIDTH / estimate.standardError())
                    .as("%s", estimator)
                    .isBetween(.88, 1.12);
            assertThat(estimate.value()).isBetween(estimate.low(), estimate.high());
        }
    }

    @Test
    void shouldGiveTheSameIntervalsForTheSameSeed() {
        assertThat(evaluation(500, 7)).isEqualTo(evaluation(500, 7)).isNotEqualTo(evaluation(500, 8));
    }

    private static Evaluation evaluation(int size, long seed) {
        SplittableRandom random = new SplittableRandom(3);
        LoggedRows rows = new LoggedRows();
        double[] propensities = {.5, .3, .2};
        int[] items = new int[size];
        for (int row = 0; row < size; row++) {
            double draw = random.nextDouble();
            items[row] = draw < .5 ? 0 : draw < .8 ? 1 : 2;
            rows.add(row, items[row], row % 2, random.nextDouble() < .3 ? 1 : 0);
        }
        PolicyTable policy = new PolicyTable(Logs.ITEMS, new double[][] {{.2, .4}, {.3, .3}, {.5, .3}});
        Sample sample = Sample.of(
                rows,
                (unit, item, position) -> Logs.VALUES[item],
                Logs.everywhere(policy, row -> propensities[items[row]]));
        return Evaluation.of(sample, new Tuning(1.5, 1.5, 3), SAMPLES, seed);
    }
}
