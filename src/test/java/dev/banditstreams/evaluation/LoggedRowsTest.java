package dev.banditstreams.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoggedRowsTest {

    @Test
    void shouldKeepManyRows() {
        LoggedRows rows = new LoggedRows();
        for (int i = 0; i < 5_000; i++) {
            assertThat(rows.add(i / 2, i % 7, i % 2, i % 4 == 0 ? .5 : 0)).isEqualTo(i);
        }
        assertThat(rows.size()).isEqualTo(5_000);
        assertThat(rows.units()).isEqualTo(2_500);
        assertThat(rows.rewarded()).isEqualTo(1_250);
        assertThat(rows.items()).isEqualTo(7);
        assertThat(rows.positions()).isEqualTo(2);
        assertThat(rows.item(4_999)).isEqualTo(4_999 % 7);
        assertThat(rows.unit(4_999)).isEqualTo(2_499);
    }

    @ParameterizedTest
    @CsvSource({"2, 0, 0, 0", "-1, 0, 0, 0", "1, -1, 0, 0", "1, 0, -1, 0", "1, 0, 0, 1.5", "1, 0, 0, NaN"})
    void shouldRefuseWhatIsNoRow(int unit, int item, int position, double reward) {
        LoggedRows rows = Logs.rows(new int[] {0}, new double[] {1});
        assertThatIllegalArgumentException().isThrownBy(() -> rows.add(unit, item, position, reward));
    }
}
