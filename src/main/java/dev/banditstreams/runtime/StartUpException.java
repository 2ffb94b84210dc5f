package dev.banditstreams.runtime;

import org.jspecify.annotations.Nullable;

/** The service can't start; the message says why and what to do. */
public final class StartUpException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StartUpException(String message) {
        super(message);
    }

    StartUpException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
