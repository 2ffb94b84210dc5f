package dev.banditstreams.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.banditstreams.model.ArmState;
import dev.banditstreams.model.Millionths;
import dev.banditstreams.simulation.World;
import dev.banditstreams.topology.ScoringOptions.Prior;
import java.util.List;
import org.junit.jupiter.api.Test;

class BestArmsTest {

    private final World world = new World(1, new World.Size(10, 2, 5, 1));
    private final BestArms arms = new BestArms(world, new Prior(0.5, 2, 2));

    @Test
    void shouldShowThePosteriorOfThePriorChain() {
        arms.update(arm("item-3", "cohort-0", 8, 2));
        arms.update(arm("item-3", "cohort-1", 6, 1));

        BestArms.Arm arm = arms.top(9).stream()
                .filter(one -> one.cohort().equals("cohort-0"))
                .findFirst()
                .orElseThrow();

        // mu = (2 * 0.5 + 1) / (2 + 6) = 0.25: Beta(0.5 + 2, 1.5 + 6)
        assertThat(arm.trials()).isEqualTo(8);
        assertThat(arm.mean()).isCloseTo(0.25, within(1e-12));
        // Quantiles of two million draws of Beta(2.5, 7.5) with Python's random.betavariate.
        assertThat(arm.low()).isCloseTo(0.0673, within(5e-4));
        assertThat(arm.high()).isCloseTo(0.4919, within(1e-3));
        assertThat(arm.truth()).isEqualTo(world.rate(3, 0));
    }

    @Test
    void shouldPreferWhatIsCertainToWhatLooksGood() {
        arms.update(arm("item-0", "cohort-0", 2, 1));
        arms.update(arm("item-1", "cohort-0", 1000, 300));
        arms.update(arm("item-2", "cohort-0", 1000, 100));
        arms.update(arm("item-2", "cohort-0", 2000, 400));

        assertThat(arms.top(2)).extracting(BestArms.Arm::item).containsExactly("item-1", "item-2");
        assertThat(arms.top(2).get(1).trials()).isEqualTo(2000);
    }

    @Test
    void shouldPassOverWhatIsNotOfThisWorld() {
        arms.update(arm("item-5", "cohort-0", 10, 5));
        arms.update(arm("item-1", "all", 10, 5));

        assertThat(arms.top(10)).isEmpty();
    }

    private static ArmState arm(String item, String cohort, long trials, long clicks) {
        return new ArmState(
                item,
                cohort,
                trials,
                clicks * Millionths.ONE,
                (trials - clicks) * Millionths.ONE,
                0,
                0,
                0,
                0,
                List.of());
    }
}
