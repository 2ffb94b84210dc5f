package dev.banditstreams.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.model.FeatureOrigin;
import dev.banditstreams.model.RankedItem;
import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.Reward;
import dev.banditstreams.model.ScoringRequest;
import dev.banditstreams.model.SourcePosition;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VisitorsTest {

    private static final int REQUESTS = 2_000;

    private final Visitors visitors = new Visitors(7, InstantSource.fixed(Instant.ofEpochMilli(1_800_000_000_000L)));

    @Test
    void shouldKnowItsRequestsAgain() {
        assertThat(visitors.number(visitors.requestId(41))).isEqualTo(41);
        assertThat(visitors.number("c8-41")).isEqualTo(-1);
        assertThat(visitors.number(visitors.requestId(41) + "-never-sent")).isEqualTo(-1);
    }

    @Test
    void shouldAskForTheSameAgain() {
        assertThat(visitors.request(3)).isEqualTo(visitors.request(3));
        assertThat(visitors.request(3).candidates())
                .isNotEqualTo(visitors.request(4).candidates());
    }

    /** The draws are fixed; each kind is at least 2 % of 2,000. */
    @Test
    void shouldRewardInEveryWay() {
        List<Reward> rewards = IntStream.range(0, REQUESTS)
                .boxed()
                .flatMap(number -> visitors.after(number, answer(number)).stream())
                .map(Visitors.Planned::reward)
                .toList();

        assertThat(rewards).extracting(Reward::type).contains("click", "rating", "skip", "impression", "unheard-of");
        assertThat(rewards.stream().map(Reward::rewardId).distinct().count())
                .as("some rewards come twice")
                .isLessThan(rewards.size() - 100);
        assertThat(rewards).anyMatch(reward -> "never-served".equals(reward.itemId()));
        assertThat(rewards)
                .anyMatch(reward -> String.valueOf(reward.requestId()).endsWith("-never-sent"));
        assertThat(IntStream.range(0, REQUESTS)
                        .filter(number ->
                                visitors.early(number, visitors.request(number)).isPresent()))
                .hasSizeBetween(50, 150);
    }

    private Recommendation answer(int number) {
        ScoringRequest request = visitors.request(number);
        RankedItem item = new RankedItem(
                request.candidates().text(0),
                1,
                0.5,
                null,
                1,
                1,
                1,
                1,
                0,
                FeatureOrigin.PRIOR_ABSENT,
                null,
                null,
                List.of());
        return new Recommendation(
                request.requestId(),
                request.userId(),
                "default",
                "all",
                new SourcePosition("scoring-requests", 0, number),
                1,
                2,
                "thompson",
                "1",
                false,
                0,
                0,
                0,
                List.of(),
                0,
                0,
                1,
                1,
                List.of(item),
                null);
    }
}
