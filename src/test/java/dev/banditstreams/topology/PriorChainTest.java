package dev.banditstreams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.banditstreams.bandit.BetaSampler;
import dev.banditstreams.model.ArmState;
import dev.banditstreams.model.DecayedCounts;
import dev.banditstreams.model.EntityState;
import dev.banditstreams.model.FeatureValue.Real;
import dev.banditstreams.topology.ScoringOptions.Prior;
import dev.banditstreams.topology.ScoringOptions.Priors;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * alpha = m mu + S and beta = m (1 - mu) + N - S, with mu = (M mu_g + S_other) / (M + N_other): every count goes in
 * once. All are different primes, so that one which counted twice, or in the place of another, is seen.
 */
class PriorChainTest {

    private static final double MEAN = 0.25;
    private static final double GLOBAL = 16;
    private static final double ITEM = 8;
    private static final Priors PRIORS = Priors.of(new Prior(MEAN, GLOBAL, ITEM));

    private static final long HALF_LIFE = 1_000;

    private final PriorChain chain = new PriorChain(PRIORS, new ItemGroups());
    private final ArmDetail detail = new ArmDetail();

    private void expect(double otherTrials, double otherSuccesses, double successes, double failures) {
        double mean = (GLOBAL * MEAN + otherSuccesses) / (GLOBAL + otherTrials);
        assertThat(detail.priorAlpha).isCloseTo(ITEM * mean, within(1e-12));
        assertThat(detail.priorBeta).isCloseTo(ITEM * (1 - mean), within(1e-12));
        assertThat(detail.alpha).isEqualTo(detail.priorAlpha + successes);
        assertThat(detail.beta).isEqualTo(detail.priorBeta + failures);
        assertThat(detail.successes).isEqualTo(successes);
        assertThat(detail.failures).isEqualTo(failures);
    }

    @Test
    void shouldCountEverythingOnce() {
        assertThat(chain.posterior(ItemGroups.NONE, 101, 13, 53, 7, 3, 17, detail))
                .isTrue();

        expect(101 + 53, 13 + 7, 3, 17);
    }

    /** Another cohort's trials are its successes and its failures, no more. */
    @Test
    void shouldCountEveryCohortOnceInTheTable() {
        ItemTable table = table();

        assertThat(table.reader().read(table.chain(), "all", table.add("a"), null, detail))
                .isTrue();
        expect(101 + 53, 13 + 7, 3, 17);
        assertThat(table.reader().read(table.chain(), "young", table.add("a"), null, detail))
                .isTrue();
        expect(101 + 20, 13 + 3, 7, 46);
    }

    /** After one half-life; what the features say stays. */
    @Test
    void shouldCountHalfOfEveryCohortAfterAHalfLife() {
        ItemTable table = table();
        Decay decay = new Decay(table.column(HALF_LIFE), HALF_LIFE, HALF_LIFE);

        assertThat(table.reader().read(table.chain(), "all", table.add("a"), decay, detail))
                .isTrue();
        expect(101 + 53 / 2.0, 13 + 7 / 2.0, 3 / 2.0, 17 / 2.0);
        assertThat(detail.trials).isEqualTo(20);
    }

    @Test
    void shouldTakeThePriorWhereThePosteriorIsOutOfRange() {
        assertThat(chain.posterior(ItemGroups.NONE, 0, 0, 0, 0, 3, BetaSampler.MOST, detail))
                .isFalse();

        assertThat(detail.alpha).isEqualTo(ITEM * MEAN);
        assertThat(detail.beta).isEqualTo(ITEM * (1 - MEAN));
    }

    private static ItemTable table() {
        ItemTable table = new ItemTable(Standard.NAMES, PRIORS, List.of(HALF_LIFE), null);
        table.putItem(
                "a",
                new EntityState(
                        "a",
                        1,
                        Map.of("impressions", new Real(101), "clicks", new Real(13)),
                        EntityState.Origin.PRODUCER,
                        1));
        table.putArm("a|all", arm("all", 3, 17));
        table.putArm("a|young", arm("young", 7, 46));
        return table;
    }

    private static ArmState arm(String cohort, int successes, int failures) {
        return new ArmState(
                "a",
                cohort,
                successes + failures,
                successes * 1_000_000L,
                failures * 1_000_000L,
                0,
                0,
                0,
                0,
                List.of(new DecayedCounts(HALF_LIFE, successes, failures, 0)));
    }
}
