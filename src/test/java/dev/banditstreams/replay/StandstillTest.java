package dev.banditstreams.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StandstillTest {

    private Instant now = Instant.EPOCH;
    private final Standstill standstill = new Standstill(() -> now, Duration.ofSeconds(10));

    @Test
    void shouldBeReachedWhenNothingChangesForTheLimit() {
        assertThat(standstill.reached("one")).isFalse();
        now = now.plusSeconds(9);
        assertThat(standstill.reached("one")).isFalse();
        assertThat(standstill.reached("two")).isFalse();
        now = now.plusSeconds(9);
        assertThat(standstill.reached("two")).isFalse();
        now = now.plusSeconds(1);
        assertThat(standstill.reached("two")).isTrue();
    }
}
