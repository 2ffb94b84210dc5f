package dev.banditstreams.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ExplorationFloorTest {

    @Test
    void shouldMixThePolicyWithTheUniformOrder() {
        assertThat(ExplorationFloor.propensity(0.1, 2 / 3.0, 1, 2)).isCloseTo(0.65, within(1e-15));
        assertThat(ExplorationFloor.propensity(0.05, 0, 1, 400)).isEqualTo(0.05 / 400);
        assertThat(ExplorationFloor.propensity(0.05, 0.25, 10, 400)).isCloseTo(0.2375 + 0.00125, within(1e-15));
        assertThat(ExplorationFloor.propensity(0, 0.3, 3, 7)).isEqualTo(0.3);
        assertThat(ExplorationFloor.propensity(1, 0.3, 3, 6)).isEqualTo(0.5);
    }

    /** Within 5 standard deviations: a right program fails that for one in 1.7 million choices of the seeds. */
    @Test
    void shouldExploreThatShareOfTheSeeds() {
        int seeds = 100_000;
        long explored = LongStream.range(0, seeds)
                .filter(seed -> ExplorationFloor.explores(seed, 0.02))
                .count();
        assertThat((double) explored).isCloseTo(0.02 * seeds, within(5 * Math.sqrt(0.02 * 0.98 * seeds)));
        assertThat(LongStream.range(0, seeds).filter(seed -> ExplorationFloor.explores(seed, 0)))
                .isEmpty();
        assertThat(LongStream.range(0, seeds).filter(seed -> ExplorationFloor.explores(seed, 1)))
                .hasSize(seeds);
    }
}
