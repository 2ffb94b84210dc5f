package dev.banditstreams.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.bandit.BayesUcb;
import dev.banditstreams.bandit.KlUcb;
import dev.banditstreams.bandit.Ucb1;
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
