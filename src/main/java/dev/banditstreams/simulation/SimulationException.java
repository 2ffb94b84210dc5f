package dev.banditstreams.simulation;

import org.jspecify.annotations.Nullable;

/** A simulation can't be run, or its graphs did what they must not; the message says what. */
public final class SimulationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SimulationException(String message) {
        super(message);
    }

    public SimulationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
