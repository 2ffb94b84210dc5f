package dev.banditstreams.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.banditstreams.simulation.ArmRates.Segment;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArmRatesTest {

    private final ArmRates rates =
            new ArmRates(List.of(new Segment(10, List.of(0.4, 0.5, 0.9)), new Segment(5, List.of(0.8, 0.1, 0.1))));

    @Test
    void shouldChangeWithTheSegmentAndKeepTheLast() {
        assertThat(rates.rate(9, 2)).isEqualTo(0.9);
        assertThat(rates.rate(10, 2)).isEqualTo(0.1);
        assertThat(rates.rate(1_000_000, 0)).isEqualTo(0.8);
        assertThat(rates.steps()).isEqualTo(15);
        assertThat(rates.arms()).isEqualTo(3);
        assertThat(rates.segments()).isEqualTo(2);
        assertThat(rates.least()).isEqualTo(0.1);
        assertThat(rates.greatest()).isEqualTo(0.9);
    }

    @Test
    void shouldTellWhatASlateGivesUp() {
        assertThat(rates.regret(0, new int[] {0})).isCloseTo(0.5, within(1e-12));
        assertThat(rates.regret(0, new int[] {2})).isZero();
        assertThat(rates.regret(0, new int[] {0, 1})).isCloseTo(0.5, within(1e-12));
        assertThat(rates.regret(0, new int[] {1, 2})).isCloseTo(0, within(1e-12));
        assertThat(rates.regret(10, new int[] {2})).isCloseTo(0.7, within(1e-12));
    }

    @Test
    void shouldCountEachOfEqualArmsAsBest() {
        assertThat(rates.bestShare(0, new int[] {2, 0})).isEqualTo(0.5);
        assertThat(rates.bestShare(0, new int[] {1, 2})).isEqualTo(1);
        assertThat(rates.bestShare(10, new int[] {0, 2})).isEqualTo(1);
        assertThat(rates.bestShare(10, new int[] {0, 1})).isEqualTo(1);
    }

    @Test
    void shouldRefuseNonsense() {
        assertThatThrownBy(() -> ArmRates.stationary(List.of()))
                .isInstanceOf(SimulationException.class)
                .hasMessageContaining("at least one segment and one arm");
        assertThatThrownBy(() -> ArmRates.stationary(List.of(0.5, 1.5)))
                .hasMessageContaining("a click rate is 1.5, expected a number from 0 to 1");
        assertThatThrownBy(() -> ArmRates.stationary(List.of(Double.NaN))).hasMessageContaining("NaN");
        assertThatThrownBy(() -> new Segment(0, List.of(0.5))).hasMessageContaining("0 steps");
        assertThatThrownBy(() -> new ArmRates(List.of(new Segment(1, List.of(0.5)), new Segment(1, List.of(0.5, 0.5)))))
                .hasMessageContaining("segment 2 has 2 arms, the first has 1");
    }
}
