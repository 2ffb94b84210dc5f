package dev.banditstreams.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class PoliciesTest {

    private static final int[] ELIGIBLE = {4, 2, 9};

    @Test
    void shouldShowEveryItemAlikeWhenUniform() {
        PolicyTable table = new UniformPolicy().table(ELIGIBLE, 2);
        assertThat(table.of(2, 0)).isEqualTo(1 / 3.0);
        assertThat(table.of(9, 1)).isEqualTo(1 / 3.0);
        assertThat(table.of(1, 0)).as("not eligible").isZero();
        assertThat(table.positions()).isEqualTo(2);
    }

    @Test
    void shouldShowAFixedSlateWithCertainty() {
        FixedSlate slate = new FixedSlate(9, 4);
        PolicyTable table = slate.table(ELIGIBLE, 3);
        assertThat(table.of(9, 0)).isEqualTo(1);
        assertThat(table.of(9, 1)).isZero();
        assertThat(table.of(4, 1)).isEqualTo(1);
        assertThat(table.of(2, 0) + table.of(2, 1) + table.of(2, 2)).isZero();
        assertThat(slate.table(ELIGIBLE, 1).of(4, 0)).isZero();
        assertThat(slate.fits(ELIGIBLE)).isTrue();
        assertThat(slate.fits(new int[] {4, 2})).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> slate.table(new int[] {4, 2}, 2));
    }
}
