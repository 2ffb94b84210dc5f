package dev.banditstreams.model;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The value of one feature. A missing value is an absent entry, never zero and never empty text. */
public sealed interface FeatureValue {

    record Flag(boolean value) implements FeatureValue {}

    record Whole(long value) implements FeatureValue {}

    record Real(double value) implements FeatureValue {}

    record Text(String value) implements FeatureValue {}

    /** @param value not copied: the caller gives it away */
    record Bytes(byte[] value) implements FeatureValue {}

    record Many(List<FeatureValue> values) implements FeatureValue {
        public Many {
            values = List.copyOf(values);
        }
    }

    /** The value as a number; empty where it is neither whole nor real. */
    default OptionalDouble number() {
        if (this instanceof Whole whole) {
            return OptionalDouble.of((double) whole.value);
        }
        if (this instanceof Real real) {
            return OptionalDouble.of(real.value);
        }
        return OptionalDouble.empty();
    }

    /** The value as a label: text as it is, a flag or a whole number in decimal; empty for anything else. */
    default Optional<String> label() {
        if (this instanceof Text text) {
            return Optional.of(text.value);
        }
        if (this instanceof Whole whole) {
            return Optional.of(Long.toString(whole.value));
        }
        if (this instanceof Flag flag) {
            return Optional.of(Boolean.toString(flag.value));
        }
        return Optional.empty();
    }
}
