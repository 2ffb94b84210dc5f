package dev.banditstreams.model;

import org.jspecify.annotations.Nullable;

/**
 * A record that could not be processed.
 *
 * @param source where the record is
 * @param stage the node that refused it
 * @param reason reason code, one of {@link DeadLetterReason}'s
 * @param message what is wrong, where, and what to do
 * @param refusedAt wall clock, milliseconds since the epoch
 */
public record DeadLetter(
        SourcePosition source,
        String stage,
        String reason,
        String message,
        Payload key,
        Payload value,
        String serviceVersion,
        long refusedAt) {

    /**
     * Bytes of a record.
     *
     * @param bytes the bytes; only the first kilobyte where {@code length} is larger; null: the record had none
     * @param length length of all the bytes; -1: the record had none
     * @param sha256 hash of all the bytes, where {@code bytes} holds only the beginning
     */
    public record Payload(byte @Nullable [] bytes, int length, byte @Nullable [] sha256) {}
}
