package dev.banditstreams.model;

import org.jspecify.annotations.Nullable;

/**
 * One event about (request, item).
 *
 * @param requestId null: an imported outcome
 * @param cohort imports only; null: {@link Cohorts#ALL}
 * @param value in [0, 1]; null: the value configured for the type
 * @param eventTime milliseconds since the epoch
 * @param importId imports only
 * @param sequence imports only: ascending within one user's rewards of the import
 */
public record Reward(
        String rewardId,
        @Nullable String requestId,
        String userId,
        String itemId,
        @Nullable String cohort,
        String type,
        @Nullable Double value,
        long eventTime,
        @Nullable String importId,
        @Nullable Long sequence) {}
