package dev.banditstreams.model;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The value of one feature. A missing value is an absent entry, never zero and never empty text. */
public sealed interface FeatureValue {

    /** Up to here each whole number is a double. */
    double MAX_WHOLE = 0x1p53;

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

    /**
     * The value as a flag; empty where it is neither one nor a number.
     *
     * <p>A number is true unless it is 0: where a value may be of several types, some Avro libraries write flags and
     * whole numbers as doubles.
     */
    default Optional<Boolean> flag() {
        if (this instanceof Flag flag) {
            return Optional.of(flag.value);
        }
        OptionalDouble number = number();
        return number.isPresent() ? Optional.of(number.getAsDouble() != 0) : Optional.empty();
    }

    /**
     * The value as a label: text as it is, a flag or a whole number, also one that was written as a double, in decimal;
     * empty for anything else.
     */
    default Optional<String> label() {
        if (this instanceof Text text) {
            return Optional.of(text.value);
        }
        if (this instanceof Whole whole) {
            return Optional.of(Long.toString(whole.value));
        }
        if (this instanceof Real real && real.value == Math.rint(real.value) && Math.abs(real.value) <= MAX_WHOLE) {
            return Optional.of(Long.toString((long) real.value));
        }
        if (this instanceof Flag flag) {
            return Optional.of(Boolean.toString(flag.value));
        }
        return Optional.empty();
    }
}
