package dev.banditstreams.replay;

import java.util.List;

/**
 * What came of a {@link LoggedReplay}.
 *
 * @param recommendations requests of this run that were answered
 * @param deadLetters of records of this run
 * @param rewardsApplied outcomes of this import that appeared in this run
 * @param duplicates rewards of this run whose outcome was there before
 * @param successes of this import's outcomes, now and before, in rewards
 * @param failures likewise
 * @param arms arms that these outcomes changed
 * @param items counts of these outcomes, for items that have any
 */
public record LoggedReport(
        int rows,
        int requests,
        int recommendations,
        int deadLetters,
        int rewardsApplied,
        int duplicates,
        long successes,
        long failures,
        int arms,
        List<Item> items)
        implements ReplayReport {

    public record Item(String item, long impressions, long clicks) {}

    public LoggedReport {
        items = List.copyOf(items);
    }

    @Override
    public List<String> summary() {
        return List.of(
                "%d rows: %d of %d requests answered, %d dead letters"
                        .formatted(rows, recommendations, requests, deadLetters),
                "%d outcomes imported, %d rewards had one before".formatted(rewardsApplied, duplicates),
                "all outcomes of this import: %d successes and %d failures, in %d arms of %d items"
                        .formatted(successes, failures, arms, items.size()));
    }
}
