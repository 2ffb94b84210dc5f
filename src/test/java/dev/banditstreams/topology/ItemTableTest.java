package dev.banditstreams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.bandit.BetaSampler;
import dev.banditstreams.bandit.Seeds;
import dev.banditstreams.model.ArmKey;
import dev.banditstreams.model.ArmState;
import dev.banditstreams.model.EntityState;
import dev.banditstreams.model.FeatureValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ItemTableTest {

    private static final double MEAN = 0.05;
    private static final double GLOBAL = 100;
    private static final double STRENGTH = 40;

    /** Several pages of arms. */
    private static final int ITEMS = 200;

    private final ItemTable table =
            new ItemTable(Standard.NAMES, ScoringOptions.Priors.of(new ScoringOptions.Prior(MEAN, GLOBAL, STRENGTH)));

    /** A long random history, against sums over all that the table was told. */
    @Test
    void shouldGiveThePosteriorOfThePriorChain() {
        Random random = new Random(5);
        List<String> cohorts = List.of("all", "other", "young", "old");
        Map<String, Map<String, ArmState>> arms = new HashMap<>();
        Map<String, double[]> evidence = new HashMap<>();
        for (int step = 0; step < 6_000; step++) {
            String id = "item-" + random.nextInt(ITEMS);
            int kind = random.nextInt(10);
            if (kind < 6) {
                // The cohorts come one by one, so that the table passes from one cohort to several.
                String cohort = cohorts.get(random.nextInt(Math.min(cohorts.size(), 1 + step / 1_000)));
                long trials = 1L + random.nextInt(100_000);
                long successes = (long) (random.nextDouble() * trials * 1_000_000);
                ArmState arm = new ArmState(
                        id, cohort, trials, successes, trials * 1_000_000 - successes, 0, 0, step, 0, List.of());
                table.putArm(new ArmKey(id, cohort).encode(), arm);
                arms.computeIfAbsent(id, i -> new HashMap<>()).put(cohort, arm);
            } else if (kind < 9) {
                double impressions = random.nextInt(10_000) / 8.0;
                double clicks = impressions * random.nextDouble();
                table.putItem(id, item(id, impressions, clicks));
                evidence.put(id, new double[] {impressions, clicks});
            } else {
                table.putItem(id, null);
                evidence.remove(id);
            }
            if (step % 100 == 0) {
                check(cohorts, arms, evidence);
            }
        }
        check(cohorts, arms, evidence);
    }

    private void check(List<String> cohorts, Map<String, Map<String, ArmState>> arms, Map<String, double[]> evidence) {
        ArmReader reader = table.reader();
        int[] items = new int[ITEMS + 2];
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < ITEMS + 2; i++) {
            ids.add("item-" + i);
            byte[] utf8 = Bytes.utf8("item-" + i);
            items[i] = table.index().find(Seeds.item("item-" + i), utf8, 0, utf8.length);
        }
        for (String cohort : cohorts) {
            Posteriors posteriors = new Posteriors();
            reader.read(cohort, items, ITEMS + 2, posteriors);
            for (int i = 0; i < ITEMS + 2; i++) {
                Map<String, ArmState> all = arms.getOrDefault(ids.get(i), Map.of());
                double[] features = evidence.getOrDefault(ids.get(i), new double[2]);
                long others = 0;
                long otherSuccesses = 0;
                for (ArmState arm : all.values()) {
                    if (!arm.cohort().equals(cohort)) {
                        others += arm.trials();
                        otherSuccesses += arm.successes();
                    }
                }
                double mean =
                        (GLOBAL * MEAN + (features[1] + otherSuccesses / 1e6)) / (GLOBAL + (features[0] + others));
                double priorAlpha = STRENGTH * mean;
                double priorBeta = STRENGTH * (1 - mean);
                ArmState own = all.get(cohort);
                double alpha = own == null ? priorAlpha : priorAlpha + own.successes() / 1e6;
                double beta = own == null ? priorBeta : priorBeta + own.failures() / 1e6;
                assertThat(posteriors.alpha[i]).isEqualTo(alpha);
                assertThat(posteriors.beta[i]).isEqualTo(beta);
                assertThat(posteriors.scaleAlpha[i]).isEqualTo(BetaSampler.scale(alpha));
                assertThat(posteriors.scaleBeta[i]).isEqualTo(BetaSampler.scale(beta));
                ArmDetail detail = new ArmDetail();
                var unused = reader.read(table.chain(), cohort, items[i], null, detail);
                assertThat(detail.alpha).isEqualTo(alpha);
                assertThat(detail.beta).isEqualTo(beta);
                assertThat(detail.priorAlpha).isEqualTo(priorAlpha);
                assertThat(detail.priorBeta).isEqualTo(priorBeta);
                assertThat(detail.trials).isEqualTo(own == null ? 0 : own.trials());
            }
            assertThat(posteriors.invalid).isZero();
        }
    }

    @Test
    void shouldPutThePriorInPlaceOfAPosteriorOutOfRange() {
        long trials = 5_000_000_000_000L;
        table.putArm("a|all", new ArmState("a", "all", trials, 0, trials * 1_000_000, 0, 0, 1, 0, List.of()));
        table.putArm("b|all", new ArmState("b", "all", 1, 0, 1_000_000, 0, 0, 1, 0, List.of()));
        Posteriors posteriors = new Posteriors();
        table.reader().read("all", new int[] {0, 1}, 2, posteriors);

        assertThat(posteriors.invalid).isEqualTo(1);
        assertThat(posteriors.alpha[0]).isEqualTo(STRENGTH * MEAN);
        assertThat(posteriors.beta[0]).isEqualTo(STRENGTH * (1 - MEAN));
        assertThat(posteriors.scaleAlpha[0]).isEqualTo(BetaSampler.scale(STRENGTH * MEAN));
        assertThat(posteriors.beta[1]).isEqualTo(STRENGTH * (1 - MEAN) + 1);
        ArmDetail detail = new ArmDetail();
        var unused = table.reader().read(table.chain(), "all", 0, null, detail);
        assertThat(detail.alpha).isEqualTo(posteriors.alpha[0]);
        assertThat(detail.beta).isEqualTo(posteriors.beta[0]);
    }

    @Test
    void shouldKnowItemsByTheirFeaturesAlone() {
        table.putArm("a|all", new ArmState("a", "all", 1, 0, 1_000_000, 0, 0, 1, 0, List.of()));
        assertThat(table.rows().known(0)).isFalse();
        assertThat(table.rows().active(0)).isTrue();
        table.putItem(
                "a",
                new EntityState(
                        "a", 1, Map.of("active", new FeatureValue.Flag(false)), EntityState.Origin.PRODUCER, 1));
        assertThat(table.rows().known(0)).isTrue();
        assertThat(table.rows().active(0)).isFalse();
        table.putItem("a", null);
        assertThat(table.rows().known(0)).isFalse();
        assertThat(table.rows().active(0)).isTrue();
        assertThat(table.size()).isEqualTo(1);
    }

    private static EntityState item(String id, double impressions, double clicks) {
        return new EntityState(
                id,
                1,
                Map.of("impressions", new FeatureValue.Real(impressions), "clicks", new FeatureValue.Real(clicks)),
                EntityState.Origin.PRODUCER,
                1);
    }
}
