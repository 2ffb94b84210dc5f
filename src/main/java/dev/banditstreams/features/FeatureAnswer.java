package dev.banditstreams.features;

import dev.banditstreams.model.FeatureValue;
import java.util.Map;

/** What a source says of one entity. */
public sealed interface FeatureAnswer {

    /**
     * The entity exists.
     *
     * @param values those of the asked features that have a value
     * @param eventTime as of when they hold, milliseconds since the epoch
     */
    record Found(Map<String, FeatureValue> values, long eventTime) implements FeatureAnswer {
        public Found {
            values = Map.copyOf(values);
        }
    }

    /** The source has no such entity. */
    record Missing() implements FeatureAnswer {}

    /**
     * Nothing is known of the entity.
     *
     * @param message for a log: what went wrong
     */
    record Failed(FailureCode code, String message) implements FeatureAnswer {}
}
