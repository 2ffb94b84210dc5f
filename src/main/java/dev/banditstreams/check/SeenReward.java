package dev.banditstreams.check;

import org.jspecify.annotations.Nullable;

/**
 * A reward as attribution saw it.
 *
 * @param impression whether it says that the item was seen, and nothing of its worth
 * @param millionths its value, or its type's; of an impression 0
 * @param clock the greatest append time in its partition up to it
 * @param refused why it is a dead letter; null: it is none
 * @param processed whether the service has committed it
 */
record SeenReward(
        Position at,
        String rewardId,
        String itemId,
        boolean impression,
        long millionths,
        long eventTime,
        long appendTime,
        long clock,
        @Nullable String refused,
        boolean processed) {}
