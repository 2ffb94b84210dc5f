package dev.banditstreams.cli;

import org.jspecify.annotations.Nullable;

/** A command could not do what it was asked to: its message is the whole sentence that the user reads. Exit code 1. */
public final class CommandFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CommandFailure(String message) {
        super(message);
    }

    public CommandFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
