package dev.banditstreams.vertex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.model.FeatureValue.Real;
import dev.banditstreams.model.FeatureValue.Text;
import dev.banditstreams.model.FeatureValue.Whole;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class EventTimesTest {

    private static final long NOW = 1_000_000;
    private final EventTimes times = new EventTimes("updated", InstantSource.fixed(Instant.ofEpochMilli(NOW)));

    @Test
    void shouldPreferWhatTheValuesSay() {
        assertThat(times.of(5, new Whole(7))).isEqualTo(5);
        assertThat(times.of(EventTimes.NONE, new Whole(7))).isEqualTo(7);
        assertThat(times.of(EventTimes.NONE, new Text("1970-01-01T00:00:09Z"))).isEqualTo(9_000);
        assertThat(times.of(EventTimes.NONE, null)).isEqualTo(NOW);
    }

    @Test
    void shouldTakeTheClockForWhatIsNoTime() {
        assertThat(times.of(EventTimes.NONE, new Whole(-1))).isEqualTo(NOW);
        assertThat(times.of(EventTimes.NONE, new Real(7))).isEqualTo(NOW);
        assertThat(times.of(EventTimes.NONE, new Text("yesterday"))).isEqualTo(NOW);
        assertThat(times.of(EventTimes.NONE, new Text("-1000000000-01-01T00:00:00Z")))
                .isEqualTo(NOW);
    }

    /** Or a record of the future would never be replaced. */
    @Test
    void shouldNotGoBeyondTheClock() {
        assertThat(times.of(NOW + 1, null)).isEqualTo(NOW);
        assertThat(times.of(EventTimes.NONE, new Whole(Long.MAX_VALUE))).isEqualTo(NOW);
    }

    @Test
    void shouldReadTimestamps() {
        assertThat(EventTimes.millis(2, 3_999_999)).isEqualTo(2_003);
        assertThat(EventTimes.millis(-1, 0)).isEqualTo(EventTimes.NONE);
        assertThat(EventTimes.millis(Long.MAX_VALUE, 0)).isEqualTo(EventTimes.NONE);
    }
}
