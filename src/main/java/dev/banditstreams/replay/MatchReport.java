package dev.banditstreams.replay;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a {@link MatchReplay}.
 *
 * @param matches rows where the recommended item at the logged position was the logged item
 * @param clicks clicks of these rows
 * @param estimate click rate of the service's policy: clicks / matches; null without a match
 * @param rewardsApplied rewards of matches whose outcome appeared
 */
public record MatchReport(
        long seed,
        int rows,
        int recommendations,
        int deadLetters,
        int matches,
        int clicks,
        @Nullable Double estimate,
        int rewardsApplied)
        implements ReplayReport {

    @Override
    public List<String> summary() {
        return List.of(
                "%d rows: %d requests answered, %d dead letters".formatted(rows, recommendations, deadLetters),
                "%d rows match, with %d clicks; %d rewards applied".formatted(matches, clicks, rewardsApplied),
                estimate == null
                        ? "no match, no estimate"
                        : "the policy's click rate is estimated at %.2f %%".formatted(100 * estimate));
    }
}
