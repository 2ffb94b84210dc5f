package dev.banditstreams.datasets;

import java.time.Instant;

/**
 * One row of a log: an item that was shown to a user.
 *
 * @param row from 0, in the file's order
 * @param position from 1: place in the slate
 * @param propensity probability that the log's policy put this item at this position
 */
public record LoggedImpression(
        int row, Instant time, LoggedUser user, String itemId, int position, boolean clicked, double propensity) {}
