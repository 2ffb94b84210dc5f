package dev.banditstreams.codec;

import dev.banditstreams.model.DeadLetterReason;

/** What decoding bytes came to. */
public sealed interface Decoded<T> {

    record Value<T>(T value) implements Decoded<T> {}

    /** @param message what is wrong and what to do, without the record's position */
    record Failure<T>(DeadLetterReason reason, String message) implements Decoded<T> {}
}
