package dev.banditstreams.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.bandit.BayesUcb;
import dev.banditstreams.bandit.KlUcb;
import dev.banditstreams.bandit.Ucb1;
import dev.banditstreams.model.Audit.AuditedArm;
import dev.banditstreams.model.Audit.Counts;
import dev.banditstreams.model.FeatureOrigin;
import dev.banditstreams.model.RankedItem;
import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.SourcePosition;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The checker's own idea of scores, against the service's. */
class RankedByTest {

    private static final double OFF = 1e-3;
    /** Absolute below 1, relative above. */
    private static final double CLOSE = 2e-6;

    private static boolean isScore(String policy, double successes, double trials, long n, double t, double score) {
        RankedItem item = new RankedItem(
                "a",
                1,
                0.5,
                score,
                0.2 + successes,
                1.8 + trials - successes,
                0.2,
                1.8,
                n,
                FeatureOrigin.STORE,
                1.0,
                null,
                List.of());
        Recommendation recommendation = new Recommendation(
                "r",
                "u",
                "home",
                "all",
                new SourcePosition("scoring-requests", 0, 0),
                1,
                2,
                policy,
                "1",
                false,
                0,
                0,
                t - 1,
                List.of(),
                0,
                0,
                1,
                1,
                List.of(item),
                null);
        return RankedBy.isScore(recommendation, item, 0, score);
    }

    @Test
    void shouldKnowEveryIndexAndNoOther() {
        Random random = new Random(3);
        for (int i = 0; i < 5_000; i++) {
            int counted = 1 + random.nextInt(i % 2 == 0 ? 10 : 100_000);
            double n = counted;
            double successes = random.nextInt(counted + 1);
            double t = 1 + n + random.nextInt(1_000_000);
            double ucb1 = Ucb1.index(successes, n, t);
            double klUcb = KlUcb.index(successes, n, t);
            double bayesUcb = BayesUcb.index(0.2 + successes, 1.8 + n - successes, t);

            assertThat(isScore("ucb1", successes, n, counted, t, ucb1)).isTrue();
            assertThat(isScore("kl-ucb", successes, n, counted, t, klUcb))
                    .as("%s of %s, t = %s: %s", successes, n, t, klUcb)
                    .isTrue();
            assertThat(isScore("bayes-ucb", successes, n, counted, t, bayesUcb))
                    .as("%s of %s, t = %s: %s", successes, n, t, bayesUcb)
                    .isTrue();
            assertThat(isScore("ucb1", successes, n, counted, t, ucb1 + OFF)).isFalse();
            if (klUcb + OFF < 1) {
                assertThat(isScore("kl-ucb", successes, n, counted, t, klUcb + OFF))
                        .isFalse();
            }
            if (bayesUcb + OFF < 1) {
                assertThat(isScore("bayes-ucb", successes, n, counted, t, bayesUcb + OFF))
                        .isFalse();
            }
        }
    }

    @Test
    void shouldKnowOnWhichSideOfAScoreAnIndexLies() {
        Random random = new Random(4);
        for (int i = 0; i < 5_000; i++) {
            double n = random.nextInt(20) == 0 ? 0 : Math.pow(10, 6 * random.nextDouble() - 1);
            double successes = random.nextDouble() * n;
            double t = 1 + n + random.nextInt(1_000_000);
            AuditedArm arm = new AuditedArm("a", 0.2 + successes, 1.8 + n - successes, new Counts(successes, n));
            double ucb1 = Ucb1.index(successes, n, t);
            double klUcb = KlUcb.index(successes, n, t);
            double bayesUcb = BayesUcb.index(arm.alpha(), arm.beta(), t);

            assertSides("ucb1", arm, t, ucb1);
            assertSides("kl-ucb", arm, t, klUcb);
            assertSides("bayes-ucb", arm, t, bayesUcb);
        }
        assertThat(RankedBy.exceeds("bayes-ucb", new AuditedArm("a", 2, 3), 1, 0))
                .isFalse();
        assertThat(RankedBy.exceeds("ucb1", new AuditedArm("a", 2, 3), 10, 0)).isFalse();
    }

    private static void assertSides(String policy, AuditedArm arm, double t, double index) {
        double close = CLOSE * Math.max(1, Math.min(index, 1e9));
        assertThat(RankedBy.exceeds(policy, arm, t, index))
                .as("%s of %s, t = %s: %s", policy, arm, t, index)
                .isFalse();
        assertThat(RankedBy.exceeds(policy, arm, t, Math.min(index, 1e9) - close))
                .as("%s of %s, t = %s: %s", policy, arm, t, index)
                .isTrue();
        if (index + close < 1) {
            assertThat(RankedBy.exceeds(policy, arm, t, index + close)).isFalse();
        }
    }

    @Test
    void shouldKnowTheScoresOfArmsWithoutTrials() {
        assertThat(isScore("ucb1", 0, 0, 0, 10, Double.POSITIVE_INFINITY)).isTrue();
        assertThat(isScore("ucb1", 0, 0, 0, 10, 3)).isFalse();
        assertThat(isScore("kl-ucb", 0, 0, 0, 10, 1)).isTrue();
        assertThat(isScore("kl-ucb", 0, 0, 0, 10, 0.9)).isFalse();
        assertThat(isScore("bayes-ucb", 0, 0, 0, 10, BayesUcb.index(0.2, 1.8, 10)))
                .isTrue();
        assertThat(isScore("bayes-ucb", 0, 0, 0, 1, 0)).isTrue();
    }

    @Test
    void shouldNotJudgeArmsWhoseTrialsDecayedToNothing() {
        assertThat(isScore("ucb1", 0, 1e-9, 7, 10, Ucb1.index(0, 1e-9, 10))).isTrue();
        assertThat(isScore("kl-ucb", 0, 1e-9, 7, 10, 1)).isTrue();
    }
}
