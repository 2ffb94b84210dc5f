package dev.banditstreams.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rewards of one request that were read before its recommendation, in the order read. */
public record ParkedRewards(List<ParkedReward> rewards) {

    /**
     * A reward and where it was read.
     *
     * @param eventTime milliseconds since the epoch
     * @param appendTime append time of the reward's record, milliseconds since the epoch
     * @param key the record's key, for a dead letter
     * @param record the record's value, for a dead letter
     */
    public record ParkedReward(
            String rewardId,
            String itemId,
            String type,
            @Nullable Double value,
            long eventTime,
            long appendTime,
            int partition,
            long offset,
            byte[] key,
            byte[] record) {}

    public ParkedRewards {
        rewards = List.copyOf(rewards);
    }
}
