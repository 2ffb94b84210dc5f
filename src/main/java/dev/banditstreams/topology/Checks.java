package dev.banditstreams.topology;

import dev.banditstreams.model.DeadLetterReason;
import dev.banditstreams.model.ItemIds;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A chain of checks that keeps the first fault. */
final class Checks {

    private static final int SHOWN = 60;

    private final Limits limits;
    private @Nullable Refusal first;

    Checks(Limits limits) {
        this.limits = limits;
    }

    @Nullable
    Refusal refusal() {
        return first;
    }

    /** Refuses unless {@code holds}. */
    Checks require(boolean holds, DeadLetterReason reason, String message) {
        if (!holds && first == null) {
            first = new Refusal(reason, message);
        }
        return this;
    }

    Checks id(String field, @Nullable String value) {
        if (first != null) {
            return this;
        }
        if (value == null || value.isBlank()) {
            first = new Refusal(DeadLetterReason.MISSING_ID, field + " is missing or blank");
        } else if (tooLong(value)) {
            first = new Refusal(
                    DeadLetterReason.TOO_LARGE,
                    field + " " + shown(value) + " is longer than " + limits.idBytes() + " bytes");
        }
        return this;
    }

    Checks ids(String field, List<String> values) {
        for (int i = 0; i < values.size() && first == null; i++) {
            String value = values.get(i);
            if (value.isBlank() || tooLong(value)) {
                id(field + "[" + i + "]", value);
            }
        }
        return this;
    }

    Checks ids(String field, ItemIds values) {
        boolean good = values.firstBlank() < 0 && values.longest() <= limits.idBytes();
        return good || first != null ? this : ids(field, values.texts());
    }

    Checks optionalId(String field, @Nullable String value) {
        return value == null ? this : id(field, value);
    }

    /** The value's own id has to be the record's key: state is kept where the key lies. */
    Checks key(String key, String field, String value) {
        id(field, value);
        if (first == null && !key.equals(value)) {
            first = new Refusal(
                    DeadLetterReason.KEY_MISMATCH,
                    "the record's key " + shown(key) + " is not its " + field + " " + shown(value)
                            + ": send it with the " + field + " as the key");
        }
        return this;
    }

    Checks eventTime(long eventTime, long now) {
        require(
                eventTime >= 0,
                DeadLetterReason.INVALID_VALUE,
                "eventTime " + eventTime + " is negative: it has to be milliseconds since the epoch");
        return require(
                eventTime <= now + limits.futureMillis(),
                DeadLetterReason.FUTURE,
                "eventTime " + eventTime + " is more than " + limits.futureMillis() + " ms ahead of " + now
                        + ": check the producer's clock, and that the unit is milliseconds");
    }

    private boolean tooLong(String value) {
        int most = limits.idBytes();
        return value.length() > most || (value.length() * 3 > most && Bytes.utf8(value).length > most);
    }

    /** In quotes, cut to a length. */
    static String shown(String value) {
        return value.length() <= SHOWN ? "'" + value + "'" : "'" + value.substring(0, SHOWN) + "...'";
    }
}
