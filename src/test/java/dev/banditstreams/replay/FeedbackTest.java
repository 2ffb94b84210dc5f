package dev.banditstreams.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.model.ArmState;
import dev.banditstreams.model.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FeedbackTest {

    private final RunIds ids = new RunIds(Campaigns.of(20, 2, 1), "match", 7);
    private final Feedback feedback = new Feedback(ids);

    @Test
    void shouldWaitForAStateThatHoldsTheOutcome() {
        feedback.add(outcome("a", ids.request(3), ids.feedback(3)), 1, 100);
        assertThat(feedback.applied().cardinality()).isEqualTo(1);
        assertThat(feedback.unpublished()).isEqualTo(1);

        feedback.add(state("b", 1, 200));
        feedback.add(state("a", 1, 99));
        assertThat(feedback.unpublished()).isEqualTo(1);

        feedback.add(state("a", 1, 100));
        assertThat(feedback.unpublished()).isZero();
    }

    @Test
    void shouldTakeAStateThatCameBeforeTheOutcomeWasRead() {
        feedback.add(state("a", 1, 150));
        feedback.add(outcome("a", ids.request(3), ids.feedback(3)), 1, 100);
        assertThat(feedback.unpublished()).isZero();
    }

    @Test
    void shouldPassOverTheOutcomesOfOthers() {
        feedback.add(outcome("a", ids.request(3), "another reward"), 1, 100);
        feedback.add(outcome("a", "another request", ids.feedback(3)), 1, 101);
        feedback.add(outcome("a", null, ids.feedback(3)), 1, 102);
        assertThat(feedback.applied().isEmpty()).isTrue();
        assertThat(feedback.unpublished()).isZero();
    }

    private static Outcome outcome(String item, @Nullable String requestId, String rewardId) {
        return new Outcome(
                "outcome", item, "all", 1, 0, 0, Outcome.Reason.REWARD, List.of(rewardId), requestId, 0, null);
    }

    private static ArmState state(String item, int partition, long offset) {
        return new ArmState(item, "all", 1, 0, 0, 0, partition, offset, 0, List.of());
    }
}
