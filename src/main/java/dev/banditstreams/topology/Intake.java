package dev.banditstreams.topology;

import dev.banditstreams.codec.Codec;

/**
 * How one topic's records are accepted.
 *
 * @param stage the accepting node
 * @param next the node that gets accepted records
 * @param deadLetters the sink that gets refused ones
 */
record Intake<T>(
        Codec<T> codec,
        Rules<T> rules,
        Keys keys,
        Tombstones tombstones,
        String stage,
        String next,
        String deadLetters) {

    /** Whether records have a key that says where they lie. */
    enum Keys {
        REQUIRED,
        NONE
    }

    /** Whether a record without a value means something. */
    enum Tombstones {
        ALLOWED,
        REFUSED
    }
}
