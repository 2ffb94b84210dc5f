package dev.banditstreams.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PosteriorTest {

    @Test
    void shouldBeTheGroupsMeanWithoutOtherEvidence() {
        assertThat(Posterior.priorMean(0.5, 2, 0, 0)).isEqualTo(0.5);
    }

    @Test
    void shouldMoveTowardsTheOtherEvidenceByItsWeight() {
        assertThat(Posterior.priorMean(0.5, 2, 3, 100)).isCloseTo(4.0 / 102, within(1e-15));
        assertThat(Posterior.priorMean(0.04, 50, 0, 50)).isCloseTo(0.02, within(1e-15));
    }
}
