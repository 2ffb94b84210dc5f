package dev.banditstreams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.banditstreams.bandit.BetaSampler;
import dev.banditstreams.bandit.Seeds;
import dev.banditstreams.model.ArmState;
import dev.banditstreams.model.EntityState;
import dev.banditstreams.model.FeatureValue.Real;
import dev.banditstreams.model.FeatureValue.Text;
import dev.banditstreams.topology.ScoringOptions.Prior;
import dev.banditstreams.topology.ScoringOptions.Priors;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PriorEstimateTest {

    private static final Priors GIVEN = new Priors(new Prior(0.5, 2, 2), Map.of("fixed", new Prior(0.25, 8, 4)));

    private final ItemTable table = new ItemTable(Standard.NAMES, GIVEN);

    /** Items whose rates are draws of Beta(mean strength, (1 - mean) strength), each with a binomial count. */
    private void fill(String group, int items, double mean, double strength, int trials) {
        SplittableRandom random = new SplittableRandom(Seeds.item(group));
        for (int i = 0; i < items; i++) {
            String id = group + "-" + i;
            double rate = BetaSampler.sample(11, Seeds.item(id), mean * strength, (1 - mean) * strength);
            long successes = 0;
            for (int trial = 0; trial < trials; trial++) {
                successes += random.nextDouble() < rate ? 1 : 0;
            }
            table.putItem(id, new EntityState(id, 1, Map.of("group", new Text(group)), EntityState.Origin.PRODUCER, 1));
            table.putArm(
                    id + "|all",
                    new ArmState(
                            id,
                            "all",
                            trials,
                            successes * 1_000_000,
                            (trials - successes) * 1_000_000,
                            0,
                            0,
                            0,
                            0,
                            List.of()));
        }
    }

    private ArmDetail detail(String item) {
        ArmDetail detail = new ArmDetail();
        var unused = table.reader().read(table.chain(), "all", table.add(item), null, detail);
        return detail;
    }

    @Test
    void shouldEstimateThePriorFromTheItemsCounts() {
        fill("x", 400, 0.03, 300, 500);
        Prior whole = new PriorEstimate(table, GIVEN, false).estimate().whole();

        assertThat(whole.mean()).isCloseTo(0.03, within(0.002));
        assertThat(whole.itemStrength()).isBetween(200.0, 450.0);
        assertThat(whole.globalStrength()).isEqualTo(whole.itemStrength());
    }

    @Test
    void shouldEstimateEachGroupThatHasItemsEnough() {
        fill("x", 400, 0.03, 300, 500);
        fill("y", 400, 0.2, 50, 500);
        fill("few", 5, 0.9, 50, 500);
        fill("fixed", 100, 0.9, 50, 500);
        Priors priors = new PriorEstimate(table, GIVEN, true).estimate();

        assertThat(priors.byGroup()).containsOnlyKeys("x", "y", "fixed");
        assertThat(priors.byGroup().get("x").mean()).isCloseTo(0.03, within(0.002));
        assertThat(priors.byGroup().get("y").mean()).isCloseTo(0.2, within(0.02));
        assertThat(priors.byGroup().get("fixed")).isEqualTo(new Prior(0.25, 8, 4));
    }

    @Test
    void shouldKeepWhatIsGivenWhereThereIsTooLittle() {
        fill("x", PriorEstimate.LEAST_ITEMS - 1, 0.03, 300, 50);

        assertThat(new PriorEstimate(table, GIVEN, true).estimate()).isEqualTo(GIVEN);
    }

    @Test
    void shouldComputeEveryPosteriorAgainWithOtherPriors() {
        fill("x", 100, 0.03, 300, 50);
        fill("fixed", 1, 0.03, 300, 50);
        table.putItem(
                "shown",
                new EntityState(
                        "shown",
                        1,
                        Map.of("impressions", new Real(90), "clicks", new Real(9)),
                        EntityState.Origin.PRODUCER,
                        1));
        table.putPriors(new Priors(new Prior(0.1, 10, 10), GIVEN.byGroup()));

        Posteriors posteriors = new Posteriors();
        int[] items = {table.add("x-7"), table.add("fixed-0"), table.add("shown"), ItemIndex.ABSENT};
        table.reader().read("all", items, items.length, posteriors);
        assertThat(posteriors.alpha[0]).isEqualTo(detail("x-7").alpha).isGreaterThanOrEqualTo(1);
        assertThat(detail("x-7").priorAlpha).isEqualTo(10 * 0.1);
        assertThat(detail("fixed-0").priorAlpha).isEqualTo(4 * 0.25);
        assertThat(posteriors.alpha[1]).isEqualTo(detail("fixed-0").alpha);
        assertThat(posteriors.alpha[2]).isEqualTo(10 * (10 * 0.1 + 9) / (10 + 90));
        assertThat(posteriors.alpha[3]).isEqualTo(10 * 0.1);
    }

    @Test
    void shouldKnowWhatAPosteriorWasMadeOfThatIsBeingComputedAgain() {
        fill("x", 1, 0.03, 300, 50);
        ArmDetail before = detail("x-0");
        table.putPriors(Priors.of(new Prior(0.1, 10, 10)));
        ArmDetail found = new ArmDetail();

        assertThat(table.reader().detail("all", table.add("x-0"), null, before.alpha, before.beta, found))
                .isTrue();
        assertThat(found.priorAlpha).isEqualTo(before.priorAlpha);
        table.putPriors(Priors.of(new Prior(0.2, 10, 10)));
        assertThat(table.reader().detail("all", table.add("x-0"), null, before.alpha, before.beta, found))
                .isFalse();
    }
}
