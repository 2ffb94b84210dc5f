package dev.banditstreams.bench;

import org.jspecify.annotations.Nullable;

/** The benchmark can't go on; the message says why. */
public final class BenchException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BenchException(String message) {
        super(message);
    }

    BenchException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
