package dev.banditstreams.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What attribution adds to an arm.
 *
 * @param trials change of the arm's trials
 * @param successes change, in {@link Millionths}
 * @param failures change, in {@link Millionths}
 * @param rewardIds the rewards that made it
 * @param requestId null for imports
 * @param eventTime event time of the newest contribution, milliseconds since the epoch
 * @param closedBy for a default: what closed the window
 */
public record Outcome(
        String outcomeId,
        String itemId,
        String cohort,
        long trials,
        long successes,
        long failures,
        Reason reason,
        List<String> rewardIds,
        @Nullable String requestId,
        long eventTime,
        @Nullable String closedBy) {

    public enum Reason {
        REWARD,
        ADJUSTMENT,
        DEFAULT,
        IMPORT,
        /** A reason that this version doesn't know. */
        UNKNOWN
    }

    public Outcome {
        rewardIds = List.copyOf(rewardIds);
    }
}
