package dev.banditstreams.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.banditstreams.simulation.SimulatedWorld.Counts;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SimulatedWorldTest {

    @Test
    void shouldSpreadACampaignsRatesAsTheBetaDoes() {
        ArmRates rates = SimulatedWorld.campaign().rates();
        double[] values = IntStream.range(0, rates.arms())
                .mapToDouble(arm -> rates.rate(0, arm))
                .toArray();

        assertThat(values).hasSize(34).isSorted();
        // Mean and standard deviation of the logged rates times 20 are 0.0918 and 0.0809; quantiles lose of the tails.
        double mean = IntStream.range(0, 34).mapToDouble(i -> values[i]).sum() / 34;
        double variance = IntStream.range(0, 34)
                        .mapToDouble(i -> (values[i] - mean) * (values[i] - mean))
                        .sum()
                / 33;
        assertThat(mean).isCloseTo(0.0918, within(0.001));
        assertThat(Math.sqrt(variance)).isCloseTo(0.0809, within(0.002));
    }

    @Test
    void shouldMakeRatesOfCounts() {
        SimulatedWorld world =
                SimulatedWorld.campaign(List.of(new Counts(272, 4), new Counts(10, 5), new Counts(0, 0)));

        assertThat(world.rates().rate(0, 0)).isCloseTo(20 * 4 / 272.0, within(1e-12));
        assertThat(world.rates().rate(0, 1)).isEqualTo(1);
        assertThat(world.rates().rate(0, 2)).isZero();
        assertThat(world.k()).isEqualTo(3);
        assertThat(world.batch()).isEqualTo(1_000);
        assertThat(world.steps()).isEqualTo(20_000);
    }

    @Test
    void shouldChangeEveryThousandSteps() {
        ArmRates rates = SimulatedWorld.piecewise().rates();

        assertThat(IntStream.range(0, 5).mapToObj(segment -> rates.rate(segment * 1_000, 2)))
                .containsExactly(0.9, 0.7, 0.5, 0.3, 0.1);
        assertThat(rates.rate(999, 0)).isEqualTo(0.4);
        assertThat(rates.rate(4_999, 0)).isEqualTo(0.8);
    }

    @Test
    void shouldRunOnesOwnWorldToItsEnd() {
        assertThat(SimulatedWorld.own("mine", ArmRates.stationary(List.of(0.5))).steps())
                .isEqualTo(1_000);
        assertThat(SimulatedWorld.own("mine", SimulatedWorld.piecewise().rates())
                        .steps())
                .isEqualTo(5_000);
    }
}
