package dev.banditstreams.check;

import dev.banditstreams.codec.Codec;
import dev.banditstreams.codec.Decoded;
import dev.banditstreams.model.Outcomes;
import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.Reward;
import dev.banditstreams.model.ScoringRequest;
import org.jspecify.annotations.Nullable;

/**
 * A record with its value decoded, and what of it could be examined without knowing any other.
 *
 * @param value null: it can't be read
 * @param examined of a recommendation
 */
record Read(HistoryRecord record, @Nullable Object value, Examined examined) {

    static Read of(HistoryRecord record, HistoryCodecs codecs, SlateExamination slates) {
        return switch (record.log()) {
            case REQUESTS -> new Read(record, decoded(record, codecs.requests()), Examined.NOTHING);
            case REWARDS -> new Read(record, decoded(record, codecs.rewards()), Examined.NOTHING);
            case OUTCOMES -> new Read(record, decoded(record, codecs.outcomes()), Examined.NOTHING);
            case RECOMMENDATIONS -> {
                Recommendation value = decoded(record, codecs.recommendations());
                yield new Read(record, value, value == null ? Examined.NOTHING : slates.examine(value));
            }
            default -> new Read(record, null, Examined.NOTHING);
        };
    }

    Position position() {
        return record.position();
    }

    @Nullable
    ScoringRequest request() {
        return (ScoringRequest) value;
    }

    @Nullable
    Reward reward() {
        return (Reward) value;
    }

    @Nullable
    Recommendation recommendation() {
        return (Recommendation) value;
    }

    @Nullable
    Outcomes outcomes() {
        return (Outcomes) value;
    }

    private static <T> @Nullable T decoded(HistoryRecord record, Codec<T> codec) {
        byte[] bytes = record.value();
        return bytes != null && codec.decode(bytes) instanceof Decoded.Value<T> good ? good.value() : null;
    }
}
