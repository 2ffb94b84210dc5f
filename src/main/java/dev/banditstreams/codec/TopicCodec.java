package dev.banditstreams.codec;

import dev.banditstreams.model.DeadLetterReason;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** The values of one topic, through a serializer and a deserializer of generated classes. */
record TopicCodec<A extends SpecificRecord, T>(
        String topic, Mapping<A, T> mapping, Serializer<IndexedRecord> serializer, Deserializer<?> deserializer)
        implements Codec<T> {

    private static final int MAX_MESSAGE = 500;

    @Override
    public byte[] encode(T value) {
        try {
            return serializer.serialize(topic, mapping.toAvro(value));
        } catch (RuntimeException e) {
            throw SerializerFailures.unavailable(e)
                    .map(RuntimeException.class::cast)
                    .orElse(e);
        }
    }

    @Override
    public Decoded<T> decode(byte[] bytes) {
        try {
            Object record = deserializer.deserialize(topic, bytes);
            return mapping.type().isInstance(record)
                    ? new Decoded.Value<>(mapping.toModel(mapping.type().cast(record)))
                    : failure(
                            DeadLetterReason.INCOMPATIBLE_SCHEMA,
                            "the value is a " + name(record) + ", not a "
                                    + mapping.type().getSimpleName());
        } catch (RuntimeException e) {
            SerializerFailures.unavailable(e).ifPresent(unavailable -> {
                throw unavailable;
            });
            return failure(SerializerFailures.reason(e), String.valueOf(e.getMessage()));
        } catch (StackOverflowError e) {
            // The built-in deserializer refuses recursive schemas; others read them as deep as a record goes.
            return failure(DeadLetterReason.UNDECODABLE, "the value is nested too deeply");
        }
    }

    private Decoded<T> failure(DeadLetterReason reason, String message) {
        return new Decoded.Failure<>(
                reason, message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE) + "...");
    }

    private static String name(@Nullable Object record) {
        return record instanceof IndexedRecord named ? named.getSchema().getName() : String.valueOf(record);
    }
}
