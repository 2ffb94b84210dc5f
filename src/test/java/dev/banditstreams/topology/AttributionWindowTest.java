package dev.banditstreams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.model.ArmState;
import dev.banditstreams.model.DeadLetter;
import dev.banditstreams.model.Outcome;
import dev.banditstreams.model.Outcome.Reason;
import dev.banditstreams.model.Reward;
import dev.banditstreams.model.Topic;
import dev.banditstreams.topology.LearningOptions.Attribution;
import dev.banditstreams.topology.LearningOptions.OpenedBy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Windows of a second with half a second of grace: what silence, and what early and late rewards come to. */
class AttributionWindowTest {

    private static final long WINDOW = 1_000;
    private static final long GRACE = 500;
    private static final Duration TICK = Duration.ofMillis(200);

    private Graphs graphs = graphs(OpenedBy.SERVED, 0, 0);

    private static Graphs graphs(OpenedBy openedBy, double defaultReward, long idleMillis) {
        Graphs.Tuning tuning = new Graphs.Tuning();
        tuning.attribution = new Attribution(WINDOW, GRACE, openedBy, defaultReward, idleMillis);
        return new Graphs(tuning);
    }

    private void use(Graphs other) {
        graphs.close();
        graphs = other;
    }

    @AfterEach
    void close() {
        graphs.close();
    }

    private void serve(String requestId, String... items) {
        graphs.request(Samples.request(requestId, "u1", items.length, items));
        graphs.exchange();
    }

    private void reward(String id, String requestId, String item, Double value, long eventAfter, long appendAfter) {
        reward(id, requestId, item, "click", value, eventAfter, appendAfter);
    }

    private void impression(String id, String requestId, String item, long after) {
        reward(id, requestId, item, "impression", null, after, after);
    }

    private void reward(
            String id, String requestId, String item, String type, Double value, long eventAfter, long appendAfter) {
        graphs.reward(
                new Reward(id, requestId, "u1", item, null, type, value, Graphs.NOW + eventAfter, null, null),
                Graphs.NOW + appendAfter);
    }

    /** Moves the clock of attribution, and nothing else that counts. */
    private void clock(long after) {
        graphs.reward(
                new Reward("t" + after, "other", "u1", "x", null, "click", 1.0, Graphs.NOW + after, null, null),
                Graphs.NOW + after);
        graphs.exchange();
        graphs.passTime(TICK);
    }

    private List<Outcome> outcomes() {
        return graphs.outcomes();
    }

    private List<Reason> reasons() {
        return outcomes().stream().map(Outcome::reason).toList();
    }

    private List<String> refused() {
        return graphs.deadLetters().stream().map(DeadLetter::reason).toList();
    }

    /** Trials, successes and failures of an item, as folded. */
    private List<Long> arm(String item) {
        graphs.passTime(Duration.ofSeconds(1)); // publishes
        Map<String, ArmState> newest = new HashMap<>();
        graphs.arms().forEach(arm -> newest.put(arm.itemId(), arm));
        ArmState arm = newest.get(item);
        return arm == null ? List.of() : List.of(arm.trials(), arm.successes(), arm.failures());
    }

    // ---- the end of the window

    @Test
    void shouldGiveOpenTrialsTheDefaultAtTheEndOfTheWindow() {
        serve("r1", "a", "b", "c");
        reward("w1", "r1", "b", 1.0, 10, 10);
        clock(WINDOW);
        assertThat(reasons()).containsExactly(Reason.REWARD);
        clock(WINDOW + 1);

        assertThat(outcomes())
                .filteredOn(outcome -> outcome.reason() == Reason.DEFAULT)
                .hasSize(2)
                .allSatisfy(outcome -> {
                    assertThat(outcome.rewardIds()).isEmpty();
                    assertThat(outcome.closedBy()).isEqualTo("clock");
                    assertThat(outcome.requestId()).isEqualTo("r1");
                    assertThat(outcome.eventTime()).isEqualTo(Graphs.NOW + WINDOW);
                });
        assertThat(graphs.records(Topic.OUTCOMES))
                .as("one record a partition and call")
                .hasSize(2);
        assertThat(arm("a")).containsExactly(1L, 0L, 1_000_000L);
        assertThat(arm("b")).containsExactly(1L, 1_000_000L, 0L);
        clock(WINDOW + 2);
        graphs.passTime(Duration.ofSeconds(5));
        assertThat(outcomes()).hasSize(3);
    }

    @Test
    void shouldCloseNothingWhileNoRewardsCome() {
        serve("r1", "a");
        graphs.passTime(Duration.ofHours(3));
        assertThat(outcomes()).isEmpty();
    }

    @Test
    void shouldTakeTheDefaultFromTheSetting() {
        use(graphs(OpenedBy.SERVED, 0.25, 0));
        serve("r1", "a");
        clock(WINDOW + 1);
        assertThat(arm("a")).containsExactly(1L, 250_000L, 750_000L);
    }

    @Test
    void shouldReplaceTheDefaultByARewardOfTheGrace() {
        use(graphs(OpenedBy.SERVED, 0.25, 0));
        serve("r1", "a");
        clock(WINDOW + 1);
        reward("w1", "r1", "a", 0.125, WINDOW, WINDOW + GRACE);
        reward("w2", "r1", "a", 0.5, WINDOW - 1, WINDOW + GRACE);

        assertThat(reasons()).containsExactly(Reason.DEFAULT, Reason.ADJUSTMENT, Reason.ADJUSTMENT);
        assertThat(outcomes()).extracting(Outcome::outcomeId).doesNotHaveDuplicates();
        assertThat(arm("a")).containsExactly(1L, 500_000L, 500_000L);
    }

    @Test
    void shouldCloseABoundedNumberAtATime() {
        int many = 1_500;
        for (int i = 0; i < many; i++) {
            serve("r" + i, "a");
        }
        reward("other", "other", "x", 1.0, WINDOW + 1, WINDOW + 1);
        assertThat(outcomes()).hasSize(20);
        graphs.passTime(TICK);
        assertThat(outcomes()).hasSize(1_020);
        graphs.passTime(TICK);
        assertThat(outcomes()).hasSize(many);
        assertThat(arm("a")).containsExactly((long) many, 0L, many * 1_000_000L);
    }

    @Test
    void shouldCloseByTheWallClockWhereTheSettingSaysSo() {
        use(graphs(OpenedBy.SERVED, 0, 60_000));
        serve("r1", "a");
        graphs.passTime(Duration.ofMinutes(1));
        assertThat(outcomes()).isEmpty();
        graphs.passTime(Duration.ofMillis(1_400));
        assertThat(outcomes())
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.closedBy()).isEqualTo("wall-clock"));
        reward("w1", "r1", "a", 1.0, 500, 600);
        assertThat(arm("a")).containsExactly(1L, 1_000_000L, 0L);
        clock(WINDOW + GRACE + 1);
        clock(WINDOW + GRACE + 2);
        assertThat(reasons()).containsExactly(Reason.DEFAULT, Reason.ADJUSTMENT);
    }

    // ---- impressions

    @Test
    void shouldOpenTrialsByImpressionWhereTheSettingSaysSo() {
        use(graphs(OpenedBy.IMPRESSION, 0, 0));
        serve("r1", "a", "b", "c");
        impression("i1", "r1", "a", 1);
        impression("i2", "r1", "b", 2);
        reward("w1", "r1", "b", 1.0, 3, 3);
        impression("i1", "r1", "a", 4);
        assertThat(reasons()).containsExactly(Reason.REWARD);
        clock(WINDOW + 1);
        assertThat(reasons()).containsExactly(Reason.REWARD, Reason.DEFAULT);
        assertThat(arm("a")).containsExactly(1L, 0L, 1_000_000L);
        assertThat(arm("c")).isEmpty();

        impression("i3", "r1", "c", WINDOW);
        assertThat(arm("c")).as("the window is closed, so it ends as it opens").containsExactly(1L, 0L, 1_000_000L);
    }

    @Test
    void shouldCountImpressionsAndNothingElseWhereServingOpensTrials() {
        serve("r1", "a");
        impression("i1", "r1", "a", 1);
        assertThat(outcomes()).isEmpty();
        assertThat(graphs.metrics.scrape()).contains("bandit_rewards_total{fate=\"impression\"} 1.0");
        clock(WINDOW + 1);
        assertThat(reasons()).containsExactly(Reason.DEFAULT);
    }

    @Test
    void shouldRefuseAnImpressionWithAValue() {
        serve("r1", "a");
        reward("i1", "r1", "a", "impression", 1.0, 1, 1);
        assertThat(refused()).containsExactly("invalid-value");
    }

    // ---- late, early, lost

    @Test
    void shouldRefuseWhatHappenedAfterTheWindow() {
        serve("r1", "a");
        reward("w1", "r1", "a", 1.0, WINDOW + 1, WINDOW + 2);
        assertThat(refused()).containsExactly("late");
        assertThat(reasons()).containsExactly(Reason.DEFAULT);
    }

    /** Clocks of producers differ: what seems to lie before the recommendation counts as its start. */
    @Test
    void shouldTakeWhatHappenedBeforeTheWindow() {
        serve("r1", "a");
        reward("w1", "r1", "a", 1.0, -5_000, 1);
        assertThat(reasons()).containsExactly(Reason.REWARD);
    }

    @Test
    void shouldRefuseWhatComesAfterTheGrace() {
        serve("r1", "a");
        clock(WINDOW + GRACE + 1);
        reward("w1", "r1", "a", 1.0, 0, WINDOW + GRACE + 2);
        assertThat(refused()).containsExactly("late");
        assertThat(reasons()).containsExactly(Reason.DEFAULT);
    }

    @Test
    void shouldForgetASlateAfterItsGrace() {
        serve("r1", "a");
        clock(WINDOW + GRACE + 1);
        clock(WINDOW + GRACE + 2);
        try (var slates = graphs.learnStore("served-slates").all()) {
            assertThat(slates.hasNext()).isFalse();
        }
    }

    @Test
    void shouldEndAnEarlyRewardAsAnOrphanOnce() {
        reward("w1", "r1", "a", 1.0, 0, 0);
        reward("w2", "r1", "a", 1.0, 700, 700);
        clock(WINDOW + GRACE);
        assertThat(refused()).isEmpty();
        clock(WINDOW + GRACE + 1);
        assertThat(refused()).containsExactly("orphan");
        assertThat(graphs.deadLetters().get(0).source().offset()).isZero();
        clock(WINDOW + GRACE + 701);
        graphs.passTime(Duration.ofSeconds(3));
        assertThat(refused()).containsExactly("orphan", "orphan");
    }

    @Test
    void shouldCreditAnEarlyRewardThatWaitedToTheLastMoment() {
        reward("w1", "r1", "a", 1.0, 0, 0);
        clock(WINDOW + GRACE);
        serve("r1", "a");
        assertThat(reasons()).containsExactly(Reason.REWARD);
        assertThat(refused()).isEmpty();
        clock(WINDOW + GRACE + 50);
        graphs.passTime(Duration.ofSeconds(3));
        assertThat(refused()).isEmpty();
    }

    @Test
    void shouldRefuseAsLateARewardWhoseRecommendationCanHaveComeLongAgo() {
        clock(10_000);
        reward("w1", "r1", "a", 1.0, 10_000 - WINDOW - GRACE - 1, 10_000);
        reward("w2", "r2", "a", 1.0, 10_000 - WINDOW - GRACE, 10_000);
        assertThat(refused()).containsExactly("late");
    }

    @Test
    void shouldCountADuplicateOfTheGraceOnce() {
        serve("r1", "a");
        reward("w1", "r1", "a", 1.0, 1, 1);
        clock(WINDOW + 1);
        reward("w1", "r1", "a", 1.0, 1, WINDOW + GRACE);
        assertThat(reasons()).containsExactly(Reason.REWARD);
        assertThat(graphs.metrics.scrape()).contains("bandit_rewards_total{fate=\"duplicate\"} 1.0");
    }

    @Test
    void shouldKeepTheFirstSlateWhileRewardsMayCome() {
        serve("r1", "a");
        clock(WINDOW + 1);
        serve("r1", "b");
        clock(WINDOW + 2);
        assertThat(outcomes()).extracting(Outcome::itemId).containsExactly("a");
        assertThat(graphs.metrics.scrape()).contains("bandit_slates_second_total 1.0");
    }

    // ---- between two looks at the clock

    /** The clock is looked at after each 20 ms; what is over is so before. */
    @Test
    void shouldOpenANewSlateWhenNothingCountsForTheFirst() {
        serve("r1", "a");
        clock(WINDOW + GRACE);
        reward("other", "other", "x", 1.0, WINDOW + GRACE, WINDOW + GRACE + 1);
        serve("r1", "b");
        reward("w1", "r1", "b", 1.0, 10, WINDOW + GRACE + 1);
        assertThat(outcomes()).extracting(Outcome::itemId).containsExactly("a");
        assertThat(graphs.metrics.scrape()).contains("bandit_slates_second_total 0.0");
        graphs.passTime(TICK);
        graphs.passTime(TICK);
        assertThat(graphs.metrics.scrape()).contains("bandit_windows_closed_total 2.0");
    }

    @Test
    void shouldNotCreditAnEarlyRewardThatWaitedTooLong() {
        reward("w1", "r1", "a", 1.0, 0, 0);
        clock(WINDOW + GRACE);
        reward("other", "other", "x", 1.0, WINDOW + GRACE, WINDOW + GRACE + 1);
        serve("r1", "a");
        assertThat(refused()).containsExactly("orphan");
    }

    // ---- a backlog

    /** Recommendations that are read when their windows are long over are closed all the same. */
    @Test
    void shouldCloseWindowsThatAreOpenedLate() {
        clock(50_000);
        serve("r1", "a");
        graphs.passTime(TICK);
        graphs.passTime(TICK);
        assertThat(reasons()).containsExactly(Reason.DEFAULT);
        try (var slates = graphs.learnStore("served-slates").all()) {
            assertThat(slates.hasNext()).isFalse();
        }
    }
}
