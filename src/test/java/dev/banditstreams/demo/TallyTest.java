package dev.banditstreams.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.model.SourcePosition;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TallyTest {

    private final Tally tally = new Tally(10);

    @Test
    void shouldCountRequestsWithoutAnAnswerAsMissing() {
        send(3);
        tally.answered(0, 400, List.of());
        tally.answered(2, 400, List.of());

        assertThat(tally.counts().missing()).isEqualTo(1);
        assertThat(tally.counts().drained()).isFalse();
        assertThat(tally.counts().recommendations()).isEqualTo(2);
        assertThat(tally.counts().predictions()).isEqualTo(800);
    }

    @Test
    void shouldCountASecondAnswerAsDuplicateAndNotAsAnswer() {
        send(2);

        assertThat(tally.answered(0, 400, List.of())).isTrue();
        assertThat(tally.answered(0, 400, List.of())).isFalse();
        assertThat(tally.answered(0, 400, List.of())).isFalse();

        Tally.Counts counts = tally.counts();
        assertThat(counts.duplicates()).isEqualTo(2);
        assertThat(counts.recommendations()).isEqualTo(1);
        assertThat(counts.missing()).isEqualTo(1);
    }

    @Test
    void shouldCountDegradedAnswersOnceAndTheirReasonsEach() {
        send(3);
        tally.answered(0, 400, List.of("deadline", "circuit"));
        tally.answered(1, 400, List.of("deadline"));
        tally.answered(1, 400, List.of("deadline"));
        tally.answered(2, 400, List.of());

        assertThat(tally.counts().degraded()).isEqualTo(2);
        assertThat(tally.counts().degradedReasons()).isEqualTo(Map.of("deadline", 2L, "circuit", 1L));
    }

    @Test
    void shouldNotMissARequestThatIsADeadLetter() {
        send(1);
        SourcePosition request = new SourcePosition("scoring-requests", 1, 7);

        tally.deadLetter(request);
        tally.deadLetter(request);
        tally.refused(0);
        tally.deadLetter(new SourcePosition("rewards", 1, 7));

        assertThat(tally.counts().deadLetters()).isEqualTo(2);
        assertThat(tally.counts().missing()).isZero();
        assertThat(tally.counts().drained()).isTrue();
    }

    @Test
    void shouldCountARewardOnceHoweverManyOutcomesNameIt() {
        for (int rank = 1; rank <= 10; rank++) {
            tally.rewardSent();
            tally.rewardSent();
            tally.applied(0, rank);
            tally.applied(0, rank);
        }
        assertThat(tally.counts().rewardsApplied()).isEqualTo(10);
        assertThat(tally.counts().drained()).isFalse();

        for (int rank = 1; rank <= 10; rank++) {
            tally.applied(1, rank);
        }
        assertThat(tally.counts().rewardsApplied()).isEqualTo(20);
        assertThat(tally.counts().drained()).isTrue();
    }

    @Test
    void shouldReadRewardIdsBack() {
        String id = RewardIds.of("42-17", 3);

        assertThat(RewardIds.requestId(id)).isEqualTo("42-17");
        assertThat(RewardIds.rank(id)).isEqualTo(3);
        assertThat(RewardIds.rank("somebody's")).isZero();
        assertThat(RewardIds.requestId("somebody's")).isEmpty();
    }

    private void send(int requests) {
        for (int i = 0; i < requests; i++) {
            tally.sent();
        }
    }
}
