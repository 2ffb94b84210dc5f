package dev.banditstreams.demo;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a fake feature store does wrong. */
public enum StoreFault {
    NONE,
    /** Never answers. */
    HANG,
    /** Resets the connection, which hits the other calls on it too. */
    RESET,
    UNAVAILABLE,
    RESOURCE_EXHAUSTED,
    INTERNAL,
    PERMISSION_DENIED,
    /** Answers two of five entities, and ends as if that were all. */
    PARTIAL,
    /** Answers two of five entities, then fails. */
    BROKEN_OFF,
    /** Spreads the values over messages. */
    SPLIT,
    REORDERED,
    DUPLICATED,
    /** Answers for entities that nobody asked for. */
    WRONG_IDS,
    /** Answers with features that nobody asked for. */
    WRONG_FEATURES,
    GARBAGE,
    /** Puts padding of {@link StoreBehaviour#megabytes} into an answer. */
    HUGE,
    /** Ends without an answer. */
    EMPTY,
    /** Answers everything, and doesn't end. */
    HALF_CLOSE;

    public static Optional<StoreFault> of(String label) {
        return Arrays.stream(values())
                .filter(fault -> fault.label().equals(label))
                .findFirst();
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
