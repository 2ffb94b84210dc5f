package dev.banditstreams.features;

import java.time.Duration;

/** The clock of reads, and what happens later by it. For any number of threads. */
public interface Timers {

    /** Nanoseconds from an arbitrary start; only differences mean something. */
    long nanos();

    /**
     * Runs an action once, on a thread of its own for which the action must be short.
     *
     * @param delay zero or less: as soon as may be
     */
    Timer after(Duration delay, Runnable action);

    /** An action that is still to come. */
    @FunctionalInterface
    interface Timer {
        /** Takes it back; nothing happens if it ran. */
        void cancel();
    }
}
