package dev.banditstreams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.bandit.Seeds;
import dev.banditstreams.model.ArmState;
import dev.banditstreams.model.DeadLetter;
import dev.banditstreams.model.Outcome;
import dev.banditstreams.model.RankedItem;
import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.Topic;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LearnTopologyTest {

    private Graphs graphs = new Graphs();

    @AfterEach
    void close() {
        graphs.close();
    }

    private void use(Graphs.Tuning tuning) {
        graphs.close();
        graphs = new Graphs(tuning);
    }

    @Test
    void shouldFoldAnExplicitRewardIntoItsArmAtOnce() {
        serve("r1", "u1", "a", "b");
        graphs.reward(Samples.reward("w1", "r1", "u1", "a", 1.0));

        assertThat(graphs.outcomes()).singleElement().satisfies(outcome -> {
            assertThat(outcome.reason()).isEqualTo(Outcome.Reason.REWARD);
            assertThat(outcome.rewardIds()).containsExactly("w1");
            assertThat(outcome.requestId()).isEqualTo("r1");
        });
        ArmState arm = lastArm();
        assertThat(arm).extracting(ArmState::itemId, ArmState::cohort).containsExactly("a", "all");
        assertThat(arm.trials()).isEqualTo(1);
        assertThat(arm.successes()).isEqualTo(1_000_000);
        assertThat(arm.failures()).isZero();
        assertThat(arm.digest())
                .isEqualTo(Seeds.digest(0, graphs.outcomes().get(0).outcomeId()));

        graphs.request(Samples.request("r2", "u2", 1, "a"));
        RankedItem ranked = graphs.recommendations().get(1).items().get(0);
        assertThat(ranked.n()).isEqualTo(1);
        assertThat(ranked.alpha()).isEqualTo(2.0);
        assertThat(ranked.beta()).isEqualTo(1.0);
        assertThat(ranked.priorAlpha()).isEqualTo(1.0);
    }

    @Test
    void shouldFoldARewardOfZeroAsAFailure() {
        serve("r1", "u1", "a");
        graphs.reward(Samples.reward("w1", "r1", "u1", "a", 0.0));

        assertThat(lastArm())
                .extracting(ArmState::trials, ArmState::successes, ArmState::failures)
                .containsExactly(1L, 0L, 1_000_000L);
    }

    @Test
    void shouldTakeTheTypesValueWhereTheRewardHasNone() {
        serve("r1", "u1", "a");
        graphs.reward(Samples.reward("w1", "r1", "u1", "a", null));

        assertThat(lastArm().successes()).isEqualTo(1_000_000);
    }

    @Test
    void shouldCountARewardIdOnce() {
        serve("r1", "u1", "a", "b");
        graphs.reward(Samples.reward("w1", "r1", "u1", "a", 1.0));
        graphs.reward(Samples.reward("w1", "r1", "u1", "a", 1.0));
        graphs.reward(Samples.reward("w1", "r1", "u1", "b", 1.0));

        assertThat(graphs.outcomes()).hasSize(1);
        assertThat(graphs.deadLetters()).isEmpty();
    }

    @Test
    void shouldAdjustByTheDifferenceAndLeaveTrials() {
        serve("r1", "u1", "a");
        graphs.reward(Samples.reward("w1", "r1", "u1", "a", 0.25));
        graphs.reward(Samples.reward("w2", "r1", "u1", "a", 0.75));
        graphs.reward(Samples.reward("w3", "r1", "u1", "a", 0.5)); // less than the greatest: changes nothing
        graphs.passTime(Duration.ofSeconds(1));

        assertThat(graphs.outcomes())
                .extracting(Outcome::reason)
                .containsExactly(Outcome.Reason.REWARD, Outcome.Reason.ADJUSTMENT);
        assertThat(lastArm())
                .extracting(ArmState::trials, ArmState::successes, ArmState::failures)
                .containsExactly(1L, 750_000L, 250_000L);
    }

    @Test
    void shouldCombineBySetting() {
        assertThat(combined(LearningOptions.Combining.MAX)).isEqualTo(750_000);
        assertThat(combined(LearningOptions.Combining.SUM)).isEqualTo(1_000_000);
        assertThat(combined(LearningOptions.Combining.FIRST)).isEqualTo(250_000);
        assertThat(combined(LearningOptions.Combining.LAST)).isEqualTo(500_000);
    }

    private long combined(LearningOptions.Combining combining) {
        Graphs.Tuning tuning = new Graphs.Tuning();
        tuning.combining = combining;
        use(tuning);
        serve("r1", "u1", "a");
        graphs.reward(Samples.reward("w1", "r1", "u1", "a", 0.25));
        graphs.reward(Samples.reward("w2", "r1", "u1", "a", 0.75));
        graphs.reward(Samples.reward("w3", "r1", "u1", "a", 0.5));
        graphs.passTime(Duration.ofSeconds(1));
        assertThat(lastArm().successes() + lastArm().failures()).isEqualTo(1_000_000);
        return lastArm().successes();
    }

    @Test
    void shouldParkARewardUntilItsRecommendationComes() {
        graphs.reward(Samples.reward("w1", "r1", "u1", "a", 1.0));
        graphs.reward(Samples.reward("w1", "r1", "u1", "a", 1.0));
        graphs.reward(Samples.reward("w2", "r1", "u1", "missing", 1.0));
        assertThat(graphs.outcomes()).isEmpty();

        serve("r1", "u1", "a");

        assertThat(graphs.outcomes()).hasSize(1);
        assertThat(lastArm().trials()).isEqualTo(1);
        assertThat(graphs.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.reason()).isEqualTo("not-served");
            assertThat(letter.source().offset()).isEqualTo(2);
            assertThat(letter.value().bytes())
                    .isEqualTo(
                            graphs.codecs.rewards("rewards").encode(Samples.reward("w2", "r1", "u1", "missing", 1.0)));
        });
    }

    @Test
    void shouldRefuseARewardForAnItemThatWasNotServed() {
        serve("r1", "u1", "a");
        graphs.reward(Samples.reward("w1", "r1", "u1", "z", 1.0));

        assertThat(graphs.deadLetters()).extracting(DeadLetter::reason).containsExactly("not-served");
        assertThat(graphs.outcomes()).isEmpty();
    }

    @Test
    void shouldKeepTheFirstSlateOfARequestId() {
        serve("r1", "u1", "a");
        serve("r1", "u1", "b");
        graphs.reward(Samples.reward("w1", "r1", "u1", "b", 1.0));
        graphs.reward(Samples.reward("w2", "r1", "u1", "a", 1.0));

        assertThat(graphs.deadLetters()).extracting(DeadLetter::reason).containsExactly("not-served");
        assertThat(lastArm().itemId()).isEqualTo("a");
    }

    @Test
    void shouldCountAnImportOnceHoweverOftenItIsRun() {
        for (int run = 0; run < 2; run++) {
            for (int row = 0; row < 3; row++) {
                graphs.reward(Samples.imported("import", row, "a", row == 0 ? 1 : 0));
            }
        }
        graphs.passTime(Duration.ofSeconds(1));

        assertThat(graphs.outcomes())
                .hasSize(3)
                .allSatisfy(outcome -> assertThat(outcome.reason()).isEqualTo(Outcome.Reason.IMPORT));
        assertThat(lastArm())
                .extracting(ArmState::trials, ArmState::successes, ArmState::failures)
                .containsExactly(3L, 1_000_000L, 2_000_000L);
    }

    @Test
    void shouldPutTheEvidenceOfOtherCohortsIntoThePrior() {
        graphs.user("u1", 1, java.util.Map.of("cohort", new dev.banditstreams.model.FeatureValue.Text("young")));
        serve("r1", "u1", "a");
        graphs.reward(Samples.reward("w1", "r1", "u1", "a", 0.0));
        graphs.exchange();
        graphs.request(Samples.request("r2", "stranger", 1, "a"));

        RankedItem ranked = graphs.recommendations().get(1).items().get(0);
        // mu = (2 * 0.5 + 0) / (2 + 1), with 2 pseudo-impressions; the arm of cohort all has nothing of its own.
        assertThat(ranked.n()).isZero();
        assertThat(ranked.alpha()).isEqualTo(2 * (1.0 / 3));
        assertThat(ranked.alpha()).isEqualTo(ranked.priorAlpha());
    }

    @Test
    void shouldPublishABusyArmWhenItGrewAndAtAnInterval() {
        for (int row = 0; row < 250; row++) {
            graphs.reward(Samples.imported("import", row, "a", 0));
        }
        List<Long> published = graphs.arms().stream().map(ArmState::trials).toList();
        // Each of the first hundred is a growth of 1 %, then every second and every third.
        assertThat(published).startsWith(1L, 2L, 3L).contains(100L, 101L, 103L).doesNotContain(102L);
        assertThat(published).isSorted();

        graphs.passTime(Duration.ofSeconds(1));
        assertThat(lastArm().trials()).isEqualTo(250);
    }

    @Test
    void shouldPublishEachArmAnIntervalAfterItChanged() {
        Graphs.Tuning tuning = new Graphs.Tuning();
        tuning.publishIntervalMillis = 5_000;
        use(tuning);
        for (int row = 0; row < 102; row++) {
            graphs.reward(Samples.imported("import", row, row == 0 ? "b" : "a", 0));
        }
        for (int row = 102; row < 200; row++) {
            graphs.reward(Samples.imported("import", row, "b", 0));
        }
        int before = graphs.arms().size();

        graphs.reward(Samples.imported("import", 200, "a", 0)); // 102 of 101 published
        graphs.passTime(Duration.ofSeconds(3));
        graphs.reward(Samples.imported("import", 201, "b", 0)); // 100 of 99, and
        graphs.reward(Samples.imported("import", 202, "b", 0)); // 101 of 100
        graphs.reward(Samples.imported("import", 203, "b", 0)); // 102 of 101
        assertThat(graphs.arms()).hasSize(before + 2);

        graphs.passTime(Duration.ofSeconds(2));
        assertThat(graphs.arms()).hasSize(before + 3);
        assertThat(lastArm().itemId()).isEqualTo("a");

        graphs.passTime(Duration.ofSeconds(2));
        assertThat(graphs.arms()).hasSize(before + 3);

        graphs.passTime(Duration.ofSeconds(1));
        assertThat(graphs.arms()).hasSize(before + 4);
        assertThat(lastArm().itemId()).isEqualTo("b");
        graphs.passTime(Duration.ofSeconds(20));
        assertThat(graphs.arms()).hasSize(before + 4);
    }

    @Test
    void shouldPublishNoMoreThanTheCapAndForgetNothing() {
        Graphs.Tuning tuning = new Graphs.Tuning();
        tuning.publishPerSecond = 2;
        use(tuning);
        for (int item = 0; item < 5; item++) {
            graphs.reward(Samples.imported("import", item, "i" + item, 0));
        }
        assertThat(graphs.arms()).hasSize(2);
        graphs.passTime(Duration.ofSeconds(1));
        assertThat(graphs.arms()).hasSize(4);
        graphs.passTime(Duration.ofSeconds(1));
        assertThat(graphs.arms()).hasSize(5);
    }

    @Test
    void shouldRefuseARewardThatWouldMakeItsSlateTooLarge() {
        Graphs.Tuning tuning = new Graphs.Tuning();
        tuning.recordBytes = 10_000;
        use(tuning);
        serve("r1", "u1", "a");
        for (int i = 0; i < 60; i++) {
            graphs.reward(Samples.reward("w".repeat(195) + i, "r1", "u1", "a", 1.0));
        }

        assertThat(graphs.deadLetters())
                .isNotEmpty()
                .allSatisfy(letter -> assertThat(letter.reason()).isEqualTo("too-large"));
        assertThat(lastArm().trials()).isEqualTo(1);
    }

    private void serve(String requestId, String userId, String... items) {
        graphs.request(Samples.request(requestId, userId, items.length, items));
        graphs.exchange();
        List<Recommendation> answers = graphs.recommendations();
        assertThat(answers.get(answers.size() - 1).items()).hasSize(items.length);
    }

    private ArmState lastArm() {
        assertThat(graphs.records(Topic.ARM_STATISTICS)).isNotEmpty();
        List<ArmState> arms = graphs.arms();
        return arms.get(arms.size() - 1);
    }
}
