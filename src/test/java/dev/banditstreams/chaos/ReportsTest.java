package dev.banditstreams.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.chaos.ChaosReport.InFlight;
import dev.banditstreams.chaos.ChaosReport.Verdict;
import dev.banditstreams.check.CheckReport;
import dev.banditstreams.check.Guarantee;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReportsTest {

    private static final ChaosPlan PLAN = new ChaosPlan(1, 7, 100, List.of());
    private static final List<Verdict> VERDICTS = List.of(
            verdict(Fault.KILL, 6_000, 90),
            verdict(Fault.ROLL, 9_000, 800),
            verdict(Fault.KILL, 7_000, 80),
            verdict(Fault.KILL, 5_000, 70));

    private final Ledger ledger = new Ledger();

    @Test
    void shouldBeCleanWhenEverythingIsAnsweredAndCounted() {
        ledger.written(ledger.send());
        ledger.ended(0);

        ChaosReport report = report(null, List.of());
        assertThat(report.clean()).isTrue();
        assertThat(report.requests()).isEqualTo(1);
    }

    @Test
    void shouldTakeTheLongestGapOfEachKindAndOfKillsAlone() {
        ChaosReport report = report(null, List.of());

        assertThat(report.faults()).isEqualTo(4);
        assertThat(report.maxGapMillis()).isEqualTo(7_000);
        assertThat(report.threadsReplaced()).isEqualTo(2);
        assertThat(report.gaps()).isEqualTo(Map.of("kill", 7_000L, "roll", 9_000L));
        assertThat(report.silences()).isEqualTo(Map.of("kill", 90L, "roll", 800L));
    }

    @Test
    void shouldNotBeCleanWithoutAnAnswer() {
        ledger.written(ledger.send());

        ChaosReport report = report(null, List.of());
        assertThat(report.lost()).isEqualTo(1);
        assertThat(report.clean()).isFalse();
    }

    @Test
    void shouldNotBeCleanWithASecondAnswer() {
        ledger.written(ledger.send());
        ledger.ended(0);
        ledger.ended(0);

        ChaosReport report = report(null, List.of());
        assertThat(report.duplicated()).isEqualTo(1);
        assertThat(report.clean()).isFalse();
    }

    @Test
    void shouldNotBeCleanWhenAnInstanceDied() {
        assertThat(report(null, List.of("instance-1 died by itself")).clean()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotBeCleanWhenTheCheckerIsRed(Guarantee broken) {
        ChaosReport report = report(broken, List.of());

        assertThat(report.clean()).isFalse();
        assertThat(report.checkerGreen()).isFalse();
        assertThat(report.miscounted())
                .isEqualTo(broken == Guarantee.EXACT_FOLD || broken == Guarantee.CONSERVATION ? 2 : 0);
        assertThat(report.failures()).singleElement().asString().contains(broken.title(), "rewards-0@5");
    }

    @Test
    void shouldSayOfAFaultWhatPeopleWantToKnow() {
        assertThat(ChaosText.line(3, VERDICTS.get(0)))
                .isEqualTo("fault 3 at 10 s: kill: gap 6,000 ms (no answer at all for 90 ms), in flight 4 requests and"
                        + " 5 rewards, lost 0, twice 0, NOT RECOVERED");
        assertThat(ChaosText.line(1, VERDICTS.get(1)))
                .endsWith("ended in 12.0 s (longer than it should), lost 0, twice 0, 2 threads replaced, recovered"
                        + " after 3.0 s");
    }

    private ChaosReport report(@Nullable Guarantee broken, List<String> failures) {
        List<CheckReport.Verdict> guarantees = Arrays.stream(Guarantee.values())
                .map(guarantee -> new CheckReport.Verdict(
                        guarantee.number(),
                        guarantee.title(),
                        guarantee != broken,
                        10,
                        guarantee == broken ? 2 : 0,
                        Map.of(),
                        Map.of(),
                        guarantee == broken
                                ? List.of(new CheckReport.Violation("rewards-0@5", "counted twice"))
                                : List.of()))
                .toList();
        return Reports.of(
                PLAN, 60, ledger, VERDICTS, failures, new CheckReport(broken == null, 100, 10, 10_000, guarantees));
    }

    private static Verdict verdict(Fault fault, long gapMillis, long silenceMillis) {
        boolean kill = fault == Fault.KILL;
        return new Verdict(
                fault.label(),
                10.0,
                fault.label(),
                gapMillis,
                silenceMillis,
                kill ? new InFlight(4, 5) : null,
                0,
                0,
                kill ? 0 : 2,
                kill ? null : 12_000L,
                kill ? null : 3_000L);
    }
}
