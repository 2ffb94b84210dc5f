package dev.banditstreams.demo;

/** Ids of the demo's rewards: request id, slash, rank. */
final class RewardIds {

    private static final char SEPARATOR = '/';

    private RewardIds() {}

    static String of(String requestId, int rank) {
        return requestId + SEPARATOR + rank;
    }

    static String requestId(String rewardId) {
        int at = rewardId.lastIndexOf(SEPARATOR);
        return at < 0 ? "" : rewardId.substring(0, at);
    }

    /** From 1; 0 if the id is not the demo's. */
    static int rank(String rewardId) {
        try {
            return Integer.parseUnsignedInt(rewardId.substring(rewardId.lastIndexOf(SEPARATOR) + 1));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
