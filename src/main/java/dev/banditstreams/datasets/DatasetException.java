package dev.banditstreams.datasets;

import org.jspecify.annotations.Nullable;

/** Logged data can't be read; the message says what is wrong and where: file, line and column. */
public final class DatasetException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DatasetException(String message) {
        super(message);
    }

    DatasetException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
