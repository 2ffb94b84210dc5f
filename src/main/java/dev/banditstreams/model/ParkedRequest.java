package dev.banditstreams.model;

import org.jspecify.annotations.Nullable;

/**
 * A scoring request that waits, as it was read.
 *
 * @param appendTime append time of the request's record, milliseconds since the epoch
 * @param candidateSet the set that it waits for; null: it waits for features, or for an earlier request of its user
 * @param deadline until when it waits, milliseconds since the epoch
 * @param key the record's key
 * @param record the record's value
 */
public record ParkedRequest(
        SourcePosition source,
        long appendTime,
        @Nullable String candidateSet,
        long deadline,
        byte[] key,
        byte[] record) {}
