package dev.banditstreams.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StandstillTest {

    private Instant now = Instant.EPOCH;
    private final Standstill standstill = new Standstill(Duration.ofSeconds(30), () -> now);

    @Test
    void shouldNoticeWhatDoesNotChange() {
        assertThat(standstill.at("a")).isFalse();
        now = now.plusSeconds(29);
        assertThat(standstill.at("a")).isFalse();
        now = now.plusSeconds(1);
        assertThat(standstill.at("a")).isTrue();
    }

    @Test
    void shouldBeginAgainWithEachChange() {
        standstill.at("a");
        now = now.plusSeconds(29);
        assertThat(standstill.at("b")).isFalse();
        now = now.plusSeconds(29);
        assertThat(standstill.at("b")).isFalse();
    }
}
