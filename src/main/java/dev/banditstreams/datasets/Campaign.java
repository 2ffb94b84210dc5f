package dev.banditstreams.datasets;

import java.time.Instant;
import java.util.List;

/**
 * The log of one campaign, all of it.
 *
 * @param name e.g. {@code men}
 * @param contentHash SHA-256 of the log's file, in hex: what names this log for ever
 * @param positions places of a slate
 * @param items at least one, each id once
 * @param impressions at least one, in the file's order; their items are among {@code items}
 */
public record Campaign(
        String name, String contentHash, int positions, List<LoggedItem> items, List<LoggedImpression> impressions) {

    public Campaign {
        items = List.copyOf(items);
        impressions = List.copyOf(impressions);
    }

    /** The time of the first impression. */
    public Instant began() {
        return impressions.stream()
                .map(LoggedImpression::time)
                .min(Instant::compareTo)
                .orElseThrow();
    }

    public List<LoggedUser> users() {
        return impressions.stream().map(LoggedImpression::user).distinct().toList();
    }
}
