package dev.banditstreams.topology;

import org.jspecify.annotations.Nullable;

/**
 * A record of a simulated topic.
 *
 * @param time append time, milliseconds since the epoch
 * @param good what the value says; null: nothing that counts, or not known
 * @param refusal the reason code with which it has to become a dead letter, whatever else is known; null: none
 */
record Sent(
        byte @Nullable [] key,
        byte @Nullable [] value,
        long time,
        @Nullable Object good,
        @Nullable String refusal) {
    Sent at(long other) {
        return new Sent(key, value, other, good, refusal);
    }
}
