package dev.banditstreams.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScheduleTest {

    private final Schedule schedule = new Schedule(1_000, 50, 7_500);

    @Test
    void shouldSpaceRequestsEvenlyWithoutDrift() {
        assertThat(schedule.dueNanos(50)).isEqualTo(1_000);
        assertThat(schedule.dueNanos(51)).isEqualTo(1_000 + 133_333);
        assertThat(schedule.dueNanos(50 + 7_500 * 60)).isEqualTo(1_000 + 60_000_000_000L);
    }

    @Test
    void shouldTellHowManyAreDue() {
        assertThat(schedule.dueBy(999)).isZero();
        assertThat(schedule.dueBy(1_000)).isEqualTo(1);
        assertThat(schedule.dueBy(1_000 + 133_000)).isEqualTo(1);
        assertThat(schedule.dueBy(1_000 + 133_334)).isEqualTo(2);
        assertThat(schedule.dueBy(1_000 + 1_000_000_000L)).isEqualTo(7_501);
    }

    /** A receiver that stalls for a second makes every request wait that was due meanwhile. */
    @Test
    void shouldCountFromWhenARequestWasDue() {
        Schedule everyMilli = new Schedule(0, 0, 1_000);
        Latencies latencies = new Latencies(everyMilli, 10, 1_010);
        for (long number = 0; number < 1_020; number++) {
            latencies.received(number, 1_009_000_000L);
        }

        assertThat(latencies.micros().getTotalCount()).isEqualTo(1_000);
        assertThat(latencies.millis().max()).isBetween(998.0, 1_000.0);
        assertThat(latencies.millis().p50()).isBetween(498.0, 501.0);
        assertThat(latencies.millis().p99()).isBetween(988.0, 991.0);
    }
}
