package dev.banditstreams.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.check.CheckReport.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A checker is only believed when a history that breaks just one guarantee makes it fail. */
class SelfTestTest {

    @ParameterizedTest
    @EnumSource(value = Breach.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void shouldCatchEachBreachByTheGuaranteeThatItBreaks(Breach breach) {
        for (CheckOptions deployment : SelfTest.deployments()) {
            Plant plant = new Plant(breach);
            CheckReport report = SelfTest.report(deployment, plant);
            assertThat(plant.done()).as("planted").isTrue();
            assertThat(broken(report))
                    .as(told(report))
                    .containsExactly(breach.broken().orElseThrow());
        }
    }

    @Test
    void shouldFindAnUnbrokenHistoryWhole() {
        for (CheckOptions deployment : SelfTest.deployments()) {
            CheckReport report = SelfTest.report(deployment, new Plant(Breach.NONE));
            assertThat(report.green()).as(told(report)).isTrue();
            assertThat(report.guarantees()).as(told(report)).allSatisfy(verdict -> {
                assertThat(verdict.checked()).isPositive();
                assertThat(verdict.unchecked()).isEmpty();
            });
            Verdict conservation = verdict(report, Guarantee.CONSERVATION);
            assertThat(conservation.counts())
                    .as(told(report))
                    .containsKeys(
                            "credited",
                            "superseded",
                            "duplicate",
                            "impressions",
                            "imported",
                            "waiting",
                            "dead letters",
                            "trials closed by silence");
        }
    }

    @Test
    void shouldAccountForEveryReward() {
        for (CheckOptions deployment : SelfTest.deployments()) {
            CheckReport report = SelfTest.report(deployment, new Plant(Breach.NONE));
            var counts = verdict(report, Guarantee.CONSERVATION).counts();
            long sum = List.of(
                            "credited", "superseded", "duplicate", "impressions", "imported", "waiting", "dead letters")
                    .stream()
                    .mapToLong(counts::get)
                    .sum();
            assertThat(sum).as(told(report)).isEqualTo(counts.get("rewards"));
        }
    }

    private static Verdict verdict(CheckReport report, Guarantee guarantee) {
        return report.guarantees().stream()
                .filter(verdict -> verdict.guarantee() == guarantee.number())
                .findFirst()
                .orElseThrow();
    }

    private static List<Guarantee> broken(CheckReport report) {
        return List.of(Guarantee.values()).stream()
                .filter(guarantee -> !verdict(report, guarantee).holds())
                .toList();
    }

    private static String told(CheckReport report) {
        return String.join(
                "\n", report.guarantees().stream().map(Object::toString).toList());
    }
}
