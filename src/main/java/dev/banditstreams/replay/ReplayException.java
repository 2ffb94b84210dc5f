package dev.banditstreams.replay;

import org.jspecify.annotations.Nullable;

/** A replay can't go on; the message says why and what to do. */
public final class ReplayException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ReplayException(String message) {
        super(message);
    }

    ReplayException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
