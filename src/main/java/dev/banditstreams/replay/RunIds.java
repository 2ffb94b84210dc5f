package dev.banditstreams.replay;

import dev.banditstreams.datasets.Campaign;

/**
 * The ids of what a replay sends.
 *
 * <p>An import's ids come from the log and the mode alone, so that importing it again counts nothing twice. A request's
 * also hold the seed.
 */
final class RunIds {

    private static final int HASH_DIGITS = 16;

    private final int rows;
    private final String importId;
    private final String rewardPrefix;
    private final String requestPrefix;

    RunIds(Campaign campaign, String mode, long seed) {
        rows = campaign.impressions().size();
        importId = String.join(
                ":", "replay", campaign.name(), campaign.contentHash().substring(0, HASH_DIGITS), mode);
        rewardPrefix = importId + ":";
        requestPrefix = importId + ":" + seed + ":";
    }

    String importId() {
        return importId;
    }

    String request(int row) {
        return requestPrefix + row;
    }

    /** The reward that imports a row. */
    String imported(int row) {
        return rewardPrefix + row;
    }

    /** The reward for the recommendation of a row. */
    String feedback(int row) {
        return requestPrefix + row + ":click";
    }

    /** The row of a request; -1 where it isn't this run's. */
    int rowOfRequest(String requestId) {
        return row(requestPrefix, requestId);
    }

    /** The row that a reward imported; -1 where it isn't this import's. */
    int rowOfImport(String rewardId) {
        return row(rewardPrefix, rewardId);
    }

    private int row(String prefix, String id) {
        if (!id.startsWith(prefix)) {
            return -1;
        }
        try {
            int row = Integer.parseInt(id.substring(prefix.length()));
            return row < rows && id.equals(prefix + row) ? row : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
