package dev.banditstreams.check;

import org.jspecify.annotations.Nullable;

/**
 * A record as it lies in its topic.
 *
 * @param time its stamp, milliseconds since the epoch: append time on requests, rewards, recommendations and outcomes
 */
public record HistoryRecord(
        Log log, int partition, long offset, long time, byte @Nullable [] key, byte @Nullable [] value) {

    Position position() {
        return new Position(log, partition, offset);
    }

    /** The value's bytes; none for a tombstone. */
    byte[] bytes() {
        return value == null ? new byte[0] : value;
    }
}
