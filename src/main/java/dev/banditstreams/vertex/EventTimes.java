package dev.banditstreams.vertex;

import dev.banditstreams.model.FeatureValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * As of when an entity's values hold: the newest of their own times; else what a feature says; else the time of
 * reading. Never later than that, whatever the store says.
 */
final class EventTimes {

    /** Stands for no time. */
    static final long NONE = Long.MIN_VALUE;

    private static final long SECOND_MILLIS = 1_000;
    private static final int MILLI_NANOS = 1_000_000;

    private final String feature;
    private final InstantSource clock;

    /** @param feature empty: none */
    EventTimes(String feature, InstantSource clock) {
        this.feature = feature;
        this.clock = clock;
    }

    boolean readsFrom(String name) {
        return !feature.isEmpty() && feature.equals(name);
    }

    /** A protobuf timestamp in milliseconds; {@link #NONE} where it lies before the epoch or beyond a long. */
    static long millis(long seconds, int nanos) {
        boolean valid = seconds >= 0 && seconds < Long.MAX_VALUE / SECOND_MILLIS && nanos >= 0;
        return valid ? seconds * SECOND_MILLIS + nanos / MILLI_NANOS : NONE;
    }

    /**
     * @param generated newest time of the values; {@link #NONE}: they have none
     * @param said the value of the feature; null: none
     */
    long of(long generated, @Nullable FeatureValue said) {
        long now = clock.millis();
        if (generated != NONE) {
            return Math.min(generated, now);
        }
        return said == null ? now : Math.min(parse(said).orElse(now), now);
    }

    private static OptionalLong parse(FeatureValue value) {
        if (value instanceof FeatureValue.Whole whole && whole.value() >= 0) {
            return OptionalLong.of(whole.value());
        }
        if (value instanceof FeatureValue.Text text) {
            try {
                long millis = Instant.parse(text.value()).toEpochMilli();
                return millis < 0 ? OptionalLong.empty() : OptionalLong.of(millis);
            } catch (DateTimeException | ArithmeticException e) {
                return OptionalLong.empty();
            }
        }
        return OptionalLong.empty();
    }
}
