package dev.banditstreams.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.datasets.Campaign;
import dev.banditstreams.datasets.LoggedImpression;
import dev.banditstreams.datasets.OpenBanditDataset;
import dev.banditstreams.datasets.SharedData;
import dev.banditstreams.simulation.PlainBandit.Regret;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * The regret of the service's own graphs, against figures that others found and against a plain simulation.
 *
 * <p>The seeds are fixed. Over seeds, a right program fails one comparison in 16,000: each allows four standard errors,
 * those of what is expected included.
 */
class RegretTest {

    private static final SimulatedPolicy THOMPSON = new SimulatedPolicy("thompson");
    private static final double STANDARD_ERRORS = 4;

    private static final Simulations SIMULATIONS = new Simulations(2);

    @AfterAll
    static void close() {
        SIMULATIONS.close();
    }

    /** Russo, Van Roy, Kazerouni, Osband, Wen, "A Tutorial on Thompson Sampling", 2018, figure 3. */
    @Test
    void shouldHaveTheRegretOfTheTutorial() {
        RegretCurve curve = SIMULATIONS.run(plan(SimulatedWorld.russo(), 200), THOMPSON);

        assertWithin(curve, 100, new Regret(4.70, 3.03, 0));
        assertWithin(curve, 1_000, new Regret(10.99, 8.81, 0));
        double best = 0.982;
        assertThat(curve.bestShareAtEnd())
                .isBetween(best - STANDARD_ERRORS * Math.sqrt(best * (1 - best) / curve.runs()), 1.0);
    }

    /** Slates of three, learned from in batches of a thousand. */
    @Test
    void shouldHaveTheRegretOfAPlainSimulationOfACampaign() {
        assertLikePlain(plan(SimulatedWorld.campaign(), 6), 40);
    }

    /** With the click rates of the log itself. */
    @Test
    void shouldHaveTheRegretOfAPlainSimulationOfTheLoggedCampaign() {
        Campaign campaign = OpenBanditDataset.read(SharedData.openBanditDataset("random"));
        List<SimulatedWorld.Counts> counts = campaign.items().stream()
                .map(item -> campaign.impressions().stream()
                        .filter(row -> row.itemId().equals(item.itemId()))
                        .toList())
                .map(rows -> new SimulatedWorld.Counts(
                        rows.size(),
                        (int) rows.stream().filter(LoggedImpression::clicked).count()))
                .toList();

        assertLikePlain(plan(SimulatedWorld.campaign(counts), 6), 40);
    }

    /** Another number of arms, other slates, another batch: the plan's numbers go where they belong. */
    @Test
    void shouldHaveTheRegretOfAPlainSimulationOfAnyWorld() {
        ArmRates rates = ArmRates.stationary(List.of(0.05, 0.3, 0.1, 0.6, 0.45, 0.2, 0.55));

        assertLikePlain(new SimulationPlan(rates, 600, 150, 2, 7, Simulations.UNIFORM, 3), 2_000);
    }

    private static void assertLikePlain(SimulationPlan plan, int plainRuns) {
        PlainBandit plain = new PlainBandit(plan.world(), plan.steps(), plan.k(), plan.batch(), 1);

        assertWithin(SIMULATIONS.run(plan, THOMPSON), plan.steps(), plain.regret(plainRuns, 1));
    }

    private static void assertWithin(RegretCurve curve, int steps, Regret expected) {
        assertThat(distance(curve, steps, expected))
                .as("%s: %s, expected %s", curve.policy(), curve.at(steps), expected)
                .isBetween(-STANDARD_ERRORS, STANDARD_ERRORS);
    }

    /** In standard errors of both. */
    private static double distance(RegretCurve curve, int steps, Regret expected) {
        assertThat(curve.at(steps).steps()).isEqualTo(steps);
        return (curve.at(steps).mean() - expected.mean())
                / Math.sqrt(Math.pow(expected.error(), 2) + Math.pow(expected.deviation(), 2) / curve.runs());
    }

    private static SimulationPlan plan(SimulatedWorld world, int runs) {
        return new SimulationPlan(
                world.rates(), world.steps(), runs, world.k(), world.batch(), Simulations.UNIFORM, 1);
    }
}
