package dev.banditstreams.chaos;

import org.jspecify.annotations.Nullable;

/** The run can't go on; the message says why. */
public final class ChaosException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ChaosException(String message) {
        super(message);
    }

    public ChaosException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
