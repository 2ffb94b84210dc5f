package dev.banditstreams.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.bandit.PolicyKind;
import dev.banditstreams.datasets.Campaign;
import dev.banditstreams.datasets.LoggedImpression;
import dev.banditstreams.datasets.OpenBanditDataset;
import dev.banditstreams.datasets.SharedData;
import dev.banditstreams.simulation.PlainBandit.Regret;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The regret of the service's own graphs, against figures that others found and against a plain simulation.
 *
 * <p>The seeds are fixed. Over seeds, a right program fails one comparison in 16,000: each allows four standard errors,
 * those of what is expected included.
 */
class RegretTest {

    private static final SimulatedPolicy THOMPSON = SimulatedPolicy.of(PolicyKind.THOMPSON);
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

    /** What a policy gives up that looks at posterior means: proof that the draw is used. */
    @Test
    void shouldHaveTheRegretOfAGreedyPolicyWithoutTheDraw() {
        RegretCurve curve = SIMULATIONS.run(plan(SimulatedWorld.russo(), 200), SimulatedPolicy.of(PolicyKind.GREEDY));

        assertWithin(curve, 1_000, new Regret(75.0, 78, 0));
    }

    /** A wrong half-life is worse than none. */
    @ParameterizedTest
    @CsvSource({"0, 384.9, 149, 3.34", "68.97, 183.8, 14.1, 0.32", "13.51, 439.2, 17.5, 0.39"})
    void shouldHaveTheRegretOfEachHalfLifeWhereRatesChange(
            double halfLife, double mean, double deviation, double error) {
        SimulatedPolicy policy = new SimulatedPolicy(PolicyKind.THOMPSON, 0, halfLife);

        RegretCurve curve = SIMULATIONS.run(plan(SimulatedWorld.piecewise(), 40), policy);

        assertWithin(curve, 5_000, new Regret(mean, deviation, error));
    }

    /** The comparison can fail: a half-life that is off by a factor of two is far outside, even in a few runs. */
    @ParameterizedTest
    @ValueSource(doubles = {34.485, 137.94})
    void shouldTellApartHalfLivesOfTwiceAndHalfTheLength(double wrong) {
        RegretCurve curve = SIMULATIONS.run(
                plan(SimulatedWorld.piecewise(), 8), new SimulatedPolicy(PolicyKind.THOMPSON, 0, wrong));

        assertThat(Math.abs(distance(curve, 5_000, new Regret(183.8, 14.1, 0.32))))
                .isGreaterThan(STANDARD_ERRORS);
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
                .map(rows -> new SimulatedWorld.Counts(rows.size(), (int)
                        rows.stream().filter(LoggedImpression::clicked).count()))
                .toList();

        assertLikePlain(plan(SimulatedWorld.campaign(counts), 6), 40);
    }

    /** Another number of arms, other slates, another batch: the plan's numbers go where they belong. */
    @Test
    void shouldHaveTheRegretOfAPlainSimulationOfAnyWorld() {
        ArmRates rates = ArmRates.stationary(List.of(0.05, 0.3, 0.1, 0.6, 0.45, 0.2, 0.55));

        assertLikePlain(new SimulationPlan(rates, 600, 150, 2, 7, Simulations.UNIFORM, 3), 2_000);
    }

    /** Slates of two in a world that changes, with yet another half-life. */
    @Test
    void shouldHaveTheRegretOfAPlainSimulationWithDiscount() {
        ArmRates rates = new ArmRates(List.of(
                new ArmRates.Segment(300, List.of(0.2, 0.4, 0.6, 0.3)),
                new ArmRates.Segment(300, List.of(0.7, 0.4, 0.1, 0.3))));
        SimulationPlan plan = new SimulationPlan(rates, 600, 100, 2, 1, Simulations.UNIFORM, 4);

        assertLikePlain(plan, new SimulatedPolicy(PolicyKind.THOMPSON, 0, 40), 2_000);
    }

    private static void assertLikePlain(SimulationPlan plan, int plainRuns) {
        assertLikePlain(plan, THOMPSON, plainRuns);
    }

    private static void assertLikePlain(SimulationPlan plan, SimulatedPolicy policy, int plainRuns) {
        double discount = policy.halfLifeSteps() == 0 ? 1 : Math.pow(0.5, 1 / policy.halfLifeSteps());
        PlainBandit plain = new PlainBandit(plan.world(), plan.steps(), plan.k(), plan.batch(), discount);

        assertWithin(SIMULATIONS.run(plan, policy), plan.steps(), plain.regret(plainRuns, 1));
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
        return new SimulationPlan(world.rates(), world.steps(), runs, world.k(), world.batch(), Simulations.UNIFORM, 1);
    }
}
