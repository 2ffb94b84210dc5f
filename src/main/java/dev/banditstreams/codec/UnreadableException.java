package dev.banditstreams.codec;

import dev.banditstreams.model.DeadLetterReason;
import org.apache.kafka.common.errors.SerializationException;

/** Bytes that are no record of the expected kind, and never will be. */
final class UnreadableException extends SerializationException {

    private static final long serialVersionUID = 1L;

    private final DeadLetterReason reason;

    UnreadableException(DeadLetterReason reason, String message) {
        super(message);
        this.reason = reason;
    }

    DeadLetterReason reason() {
        return reason;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    /** An expected outcome for hostile input: the stack trace would say nothing and cost most of the time. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
