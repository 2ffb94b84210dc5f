package dev.banditstreams.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SmoothedMeansTest {

    @Test
    void shouldSmoothTowardsTheMeanOfAllRows() {
        LoggedRows rows = new LoggedRows();
        for (int i = 0; i < 300; i++) {
            rows.add(i, i % 3, i % 2, i % 10 == 0 ? 1 : 0);
        }
        SmoothedMeans means = SmoothedMeans.fit(rows, 1);
        // Item 0 at position 0: rows 0, 6, ..., 294, of which every fifth has a reward.
        assertThat(means.of(0, 0, 0)).isCloseTo((10 + 100 * .1) / (50 + 100), within(1e-15));
        // No reward has an odd row.
        assertThat(means.of(0, 0, 1)).isCloseTo(100 * .1 / (50 + 100), within(1e-15));
        assertThat(means.of(7, 99, 1)).as("an item that was never shown").isCloseTo(.1, within(1e-15));
    }

    @Test
    void shouldFitAUnitOnTheOtherFolds() {
        LoggedRows rows = Logs.rows(new int[] {0, 0, 1, 0, 1}, new double[] {1, 0, 0, .5, 1});
        SmoothedMeans means = SmoothedMeans.fit(rows, 2);
        // Of the odd rows, item 0 has .5 in 2, and that is the mean too.
        assertThat(means.of(0, 0, 0)).isCloseTo((.5 + 100 * .25) / 102, within(1e-15));
        assertThat(means.of(4, 1, 0)).isCloseTo(.25, within(1e-15));
        // Of the even ones 1 in 1, and 1 in 2.
        assertThat(means.of(1, 0, 0)).isCloseTo((1 + 100 * 2 / 3.0) / 101, within(1e-15));
        assertThat(means.of(3, 1, 0)).isCloseTo((1 + 100 * 2 / 3.0) / 102, within(1e-15));
    }

    @Test
    void shouldNotFitOnNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SmoothedMeans.fit(Logs.rows(new int[] {0}, new double[] {1}), 2))
                .withMessageContaining("1 units in 2 folds");
    }
}
