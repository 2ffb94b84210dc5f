package dev.banditstreams.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableTest {

    private static final Snapshot NOW = new Snapshot(
            Snapshot.Phase.SENDING,
            23.4,
            60,
            499.6,
            199_840,
            new Snapshot.Latency(17.34, 41.96),
            new ServedRates.Rates(0.0771, 0.0333, 0.1112),
            5321.4,
            new Tally.Counts(
                    11_700, 11_690, 10, 0, 2, 4_676_000, 116_900, 116_450, 57, Map.of("deadline", 3L, "circuit", 54L)),
            new HitRate(0.9493, 0.99999),
            new FeatureFigures(
                    new FeatureFigures.Lookups(11_100, 600),
                    new FeatureFigures.Lookups(4_679_900, 100),
                    12,
                    1_204,
                    61,
                    FeatureFigures.Circuit.HALF_OPEN),
            List.of(
                    new BestArms.Arm("item-231", "cohort-2", 1204, 0.1131, 0.0991, 0.1284, 0.1189),
                    new BestArms.Arm("item-7", "cohort-0", 88, 0.0982, 0.0512, 0.1593, 0.0801)));

    @Test
    void shouldShowATable() {
        assertThat(Table.lines(NOW)).isEqualTo("""

                  Bandit Streams demo  23 s of 60 s, requests are being sent

                  requests/s            500    predictions/s      199,840
                  latency p50       17.3 ms    latency p99        42.0 ms
                  rewards sent      116,900    applied            116,450    dead letters  2
                  users known        94.9 %    items known        100.0 %    parked now    12
                  store reads         1,204    failed                  61    circuit       half-open
                  degraded               57    circuit 54, deadline 3

                  expected click rate of what is served now
                    uniform    3.33 %  ████████████
                    served     7.71 %  ███████████████████████████▊
                    oracle    11.12 %  ████████████████████████████████████████
                  2.32 times uniform, 56 % of the way to the oracle; regret 5,321 clicks

                  best arms                   trials   posterior mean   90 % interval      true rate
                  item-231   cohort-2        1,204          11.31 %    9.91 - 12.84 %      11.89 %
                  item-7     cohort-0           88           9.82 %    5.12 - 15.93 %       8.01 %
                """.stripTrailing().lines().toList());
    }

    @Test
    void shouldShowALine() {
        assertThat(Table.line(NOW))
                .isEqualTo("  23 s  500 requests/s  199,840 predictions/s  p50 17.3 ms  p99 42.0 ms  "
                        + "click rate 0.0771 (2.32 times uniform 0.0333; oracle 0.1112)  regret 5,321  "
                        + "rewards 116,450 of 116,900  dead letters 2  "
                        + "known: users 94.9 %, items 100.0 %  parked 12  degraded 57  circuit half-open");
    }

    @Test
    void shouldShowThatNothingIsThereYet() {
        Snapshot start = new Snapshot(
                Snapshot.Phase.SENDING,
                0,
                60,
                0,
                0,
                new Snapshot.Latency(0, 0),
                ServedRates.Rates.NONE,
                0,
                new Tally.Counts(0, 0, 0, 0, 0, 0, 0, 0, 0, Map.of()),
                new HitRate(0, 0),
                FeatureFigures.NONE,
                List.of());

        assertThat(Table.lines(start)).noneMatch(line -> line.contains("NaN"));
        assertThat(Table.line(start)).doesNotContain("NaN");
    }
}
