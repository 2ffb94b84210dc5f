package dev.banditstreams.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SlicesTest {

    @Test
    void shouldHaveBothKindsInBothOrders() {
        Slices slices = new Slices(4, 3_000);
        assertThat(IntStream.range(0, slices.count()).mapToObj(slices::withMisses))
                .containsExactly(false, true, true, false, false, true, true, false);
    }

    @Test
    void shouldTakeAllTheTime() {
        assertThat(Slices.of(24)).isEqualTo(new Slices(4, 3_000));
        assertThat(Slices.of(25)).isEqualTo(new Slices(4, 3_125));
        assertThat(Slices.of(2)).isEqualTo(new Slices(1, 1_000));
        assertThat(Slices.of(3_600)).isEqualTo(new Slices(600, 3_000));
    }

    @Test
    void shouldAddSlicesUp() {
        SliceSum sum = new SliceSum();
        assertThat(sum.requestsPerSecond()).isZero();

        sum.add(reading(100, 1_000_000_000L, 7), reading(1_100, 2_000_000_000L, 1_007));
        sum.add(reading(5_000, 9_000_000_000L, 2_000), reading(5_500, 11_000_000_000L, 2_500));

        assertThat(sum.requestsPerSecond()).isEqualTo(500);
        assertThat(sum.cpuMicrosPerRequest()).isEqualTo(new MissFigures.Cpu(1, 2, 3, 4));
    }

    /** One request in ten takes 200 ms, and others, beside them, twice as long as alone. */
    @Test
    void shouldTellHitsFromMissesAndWhatSettlesFromWhatCounts() {
        NewUsers users = new NewUsers(0.1);
        Schedule schedule = new Schedule(0, 500, 100);
        SlicedLatencies sliced = SlicedLatencies.of(new Slices(2, 2_000), users, schedule, 1_000);
        assertThat(sliced.perSlice()).isEqualTo(300);
        assertThat(sliced.end()).isEqualTo(2_200);

        int misses = 0;
        for (long number = 900; number < 2_300; number++) {
            int slice = (int) Math.floorDiv(number - 1_000, 300);
            boolean inside = number >= 1_000 && number < 2_200;
            boolean counts = inside && (number - 1_000) % 300 >= 100;
            boolean with = slice == 1 || slice == 2;
            users.come(with);
            users.decide(number);
            misses += counts && users.isNew(number) ? 1 : 0;
            int millis = !counts ? 60_000 : users.isNew(number) ? 200 : with ? 20 : 10;
            sliced.received(number, schedule.dueNanos(number) + millis * 1_000_000L);
        }

        assertThat(sliced.hits(false).max()).isCloseTo(10, within(0.1));
        assertThat(sliced.hits(true).max()).isCloseTo(20, within(0.1));
        assertThat(sliced.hits(true).p50()).isCloseTo(20, within(0.1));
        assertThat(sliced.misses().millis().p50()).isCloseTo(200, within(1.0));
        assertThat(sliced.misses().micros().getTotalCount()).isEqualTo(misses).isPositive();
        assertThat(sliced.hits().get(0).micros().getTotalCount()).isEqualTo(200);
        assertThat(sliced.hitP99s(false)).hasSize(2).allMatch(p99 -> Math.abs(p99 - 10) < 0.1);
        assertThat(sliced.hitP99s(true)).hasSize(2).allMatch(p99 -> Math.abs(p99 - 20) < 0.1);
        assertThat(sliced.all().micros().getTotalCount()).isEqualTo(800);
    }

    private static SliceReading reading(long answered, long nanos, double cpu) {
        return new SliceReading(
                new InFlight.Progress(answered, nanos), new MissFigures.Cpu(cpu, 2 * cpu, 3 * cpu, 4 * cpu));
    }
}
