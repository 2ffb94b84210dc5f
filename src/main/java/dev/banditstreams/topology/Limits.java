package dev.banditstreams.topology;

/**
 * What a record may be at most; past it the record is a dead letter.
 *
 * @param recordBytes key and value of any record that is read or written, in bytes
 * @param idBytes any id, in bytes of UTF-8
 * @param candidates candidates of a request, and items of a candidate set
 * @param features features of one entity
 * @param futureMillis how far an event time may lie ahead of its clock
 * @param checkPartition whether a record has to lie in the partition that murmur2(key) gives
 */
public record Limits(
        int recordBytes, int idBytes, int candidates, int features, long futureMillis, boolean checkPartition) {}
