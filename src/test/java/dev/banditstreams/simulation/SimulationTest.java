package dev.banditstreams.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.banditstreams.bandit.PolicyKind;
import dev.banditstreams.metrics.Metrics;
import dev.banditstreams.topology.LearningOptions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class SimulationTest {

    private static final SimulatedPolicy THOMPSON = SimulatedPolicy.of(PolicyKind.THOMPSON);
    private static final ArmRates RATES = ArmRates.stationary(List.of(0.1, 0.2, 0.3, 0.4, 0.5));

    private static final Simulations ONE = new Simulations(1);
    private static final Simulations THREE = new Simulations(3);

    @AfterAll
    static void close() {
        ONE.close();
        THREE.close();
    }

    @Test
    void shouldNotDependOnThreads() {
        SimulationPlan plan = plan(50, 7, 2, 1, 1);

        assertThat(THREE.run(plan, THOMPSON)).isEqualTo(ONE.run(plan, THOMPSON));
    }

    @Test
    void shouldDependOnTheSeedAndDifferFromRunToRun() {
        RegretCurve curve = ONE.run(plan(50, 7, 2, 1, 1), THOMPSON);

        assertThat(ONE.run(plan(50, 7, 2, 1, 2), THOMPSON)).isNotEqualTo(curve);
        assertThat(curve.end().standardDeviation()).isPositive();
    }

    @Test
    void shouldTellHowFarItIs() {
        List<Integer> told = new ArrayList<>();
        try (Simulation simulation = new Simulation(ONE.codecs, 2)) {
            simulation.run(plan(2, 4, 1, 1, 1), THOMPSON, told::add);
        }

        assertThat(told).containsExactly(1, 2, 3, 4);
    }

    /** Nothing is learned before the first batch, so the batch's place in the run is all that differs. */
    @Test
    void shouldLearnAtTheEndOfABatchAlone() {
        ArmRates clear = ArmRates.stationary(List.of(0.0, 1.0));
        RegretCurve atOnce = ONE.run(new SimulationPlan(clear, 200, 10, 1, 1, Simulations.UNIFORM, 1), THOMPSON);
        RegretCurve late = ONE.run(new SimulationPlan(clear, 200, 10, 1, 100, Simulations.UNIFORM, 1), THOMPSON);

        assertThat(atOnce.end().mean()).isLessThan(10);
        assertThat(late.at(100).mean()).isBetween(40.0, 60.0); // binomial(1000, 1/2) / 10: 6 standard deviations
        assertThat(late.end().mean() - late.at(100).mean()).isLessThan(3);
    }

    @Test
    void shouldFailWhereNotEverythingIsLearned() {
        SimulationPlan plan = plan(50, 1, 2, 1, 1);
        try (Metrics metrics = new Metrics()) {
            GraphOptions good = GraphOptions.of(plan, THOMPSON, ONE.codecs, GraphOptions.Meters.in(metrics));
            LearningOptions learning = good.learning();
            LearningOptions seldom = new LearningOptions(
                    learning.rewardValues(),
                    learning.combining(),
                    learning.attribution(),
                    learning.importsAllowed(),
                    learning.itemFeatures(),
                    learning.halfLives(),
                    10,
                    learning.publishIntervalMillis(),
                    learning.publishPerSecond());
            GraphOptions bad = new GraphOptions(good.deployment(), good.scoring(), seldom, good.meters());

            assertThatThrownBy(() -> new SimulationRun(plan, bad, ONE.codecs, 0).run())
                    .isInstanceOf(SimulationException.class)
                    .hasMessageContaining("of 100 rewards");
        }
    }

    @Test
    void shouldRefuseNonsense() {
        assertThatThrownBy(() -> plan(0, 1, 1, 1, 1)).hasMessage("steps is 0, expected at least 1");
        assertThatThrownBy(() -> plan(1, -1, 1, 1, 1)).hasMessage("runs is -1, expected at least 1");
        assertThatThrownBy(() -> plan(1, 1, 0, 1, 1)).hasMessage("k is 0, expected at least 1");
        assertThatThrownBy(() -> plan(1, 1, 6, 1, 1)).hasMessage("k is 6, but the world has 5 arms");
        assertThatThrownBy(() -> plan(1, 1, 1, 0, 1)).hasMessage("batch is 0, expected at least 1");
        assertThatThrownBy(() -> plan(10, 1, 1, 11, 1))
                .isInstanceOf(SimulationException.class)
                .hasMessageContaining("batch is 11, but there are 10 steps");
    }

    private static SimulationPlan plan(int steps, int runs, int k, int batch, long seed) {
        return new SimulationPlan(RATES, steps, runs, k, batch, Simulations.UNIFORM, seed);
    }
}
