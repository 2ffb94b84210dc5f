package dev.banditstreams.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class UsageTest {

    @Test
    void shouldTellTheMachinesShares() {
        MachineUsage before = MachineUsage.of("cpu  100 10 50 800 20 5 5 10 0 0");
        MachineUsage after = MachineUsage.of("cpu  160 10 70 900 20 10 10 15 0 0");

        assertThat(before).isEqualTo(new MachineUsage(180, 1_000));
        assertThat(after.busySince(before)).isCloseTo(95 / 195.0, within(1e-9));
        assertThat(after.busySince(after)).isZero();
    }

    @Test
    void shouldNotReadWhatIsSomethingElse() {
        assertThat(MachineUsage.of("cpu0 1 2 3 4 5 6 7 8")).isNull();
        assertThat(MachineUsage.of("cpu 1 2 3")).isNull();
        assertThat(MachineUsage.of("")).isNull();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldReadThisProcess() {
        ProcessUsage usage = new ProcessUsage(ProcessHandle.current().pid());

        assertThat(usage.cpuMicros()).isPositive();
        assertThat(usage.peakRssMiB()).isBetween(10L, 100_000L);
    }

    @Test
    void shouldSayThatAProcessHasEnded() {
        ProcessUsage gone = new ProcessUsage(Integer.MAX_VALUE);

        assertThat(gone.peakRssMiB()).isNull();
        assertThatThrownBy(gone::cpuMicros).isInstanceOf(BenchException.class).hasMessageContaining("has ended");
    }

    @Test
    void shouldSumAMeterOverItsLabels() {
        ServiceMetrics.Scrape scrape = new ServiceMetrics.Scrape("""
                # HELP a_total something
                a_total{fate="x"} 3.0
                a_total{fate="y"} 4.5E2
                a_total_more 7.0
                b 2.0
                """);

        assertThat(scrape.sum("a_total")).isEqualTo(453);
        assertThat(scrape.sum("b")).isEqualTo(2);
        assertThat(scrape.sum("c")).isZero();
    }

    @Test
    void shouldDivideByAnsweredRequests() {
        Reading before = reading(0, 100, 1_000);
        Reading after = reading(2_000_000_000L, 300, 5_000);

        assertThat(after.secondsSince(before)).isEqualTo(2);
        assertThat(after.cpuMicrosPerRequestSince(before)).isEqualTo(new Report.CpuMicros(20, 40, 60));
        assertThat(after.othersShareSince(before)).isNull();
    }

    private static Reading reading(long nanos, long answered, double cpu) {
        return new Reading(nanos, answered, new Report.CpuMicros(cpu, 2 * cpu, 3 * cpu), 0, null, 0, 0, 0, 0);
    }
}
