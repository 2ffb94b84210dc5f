package dev.banditstreams.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.bandit.PolicyKind;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PlacementKeysTest {

    @Test
    void shouldTakeThePoliciesThatThereAre() {
        assertThat(PlacementKeys.POLICIES)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(PolicyKind.values())
                        .map(PolicyKind::toString)
                        .toList());
    }
}
