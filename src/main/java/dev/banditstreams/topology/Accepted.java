package dev.banditstreams.topology;

import dev.banditstreams.model.SourcePosition;
import org.jspecify.annotations.Nullable;

/**
 * A record that passed its checks.
 *
 * @param value null: a tombstone
 * @param time the record's stamp, milliseconds since the epoch: append time, or time of reading for features and sets
 * @param keyBytes the key as read, for a dead letter further on
 * @param valueBytes the value as read, for a dead letter further on
 */
record Accepted<T>(
        String key,
        @Nullable T value,
        SourcePosition source,
        long time,
        byte[] keyBytes,
        byte @Nullable [] valueBytes) {

    /** @throws IllegalStateException if this is a tombstone, which only some topics let pass */
    T present() {
        if (value == null) {
            throw new IllegalStateException("no value at " + source);
        }
        return value;
    }

    /** @throws IllegalStateException if this is a tombstone, which only some topics let pass */
    byte[] presentBytes() {
        if (valueBytes == null) {
            throw new IllegalStateException("no value at " + source);
        }
        return valueBytes;
    }
}
