package dev.banditstreams.model;

/**
 * A scoring request that waits, as it was read.
 *
 * @param appendTime append time of the request's record, milliseconds since the epoch
 * @param candidateSet the set that it waits for
 * @param deadline until when it waits, milliseconds since the epoch
 * @param key the record's key
 * @param record the record's value
 */
public record ParkedRequest(
        SourcePosition source, long appendTime, String candidateSet, long deadline, byte[] key, byte[] record) {}
