package dev.banditstreams.codec;

import dev.banditstreams.model.DeadLetterReason;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** The values of one topic. */
record TopicCodec<T>(Function<T, byte[]> writer, Function<byte[], T> reader) implements Codec<T> {

    private static final int MAX_MESSAGE = 500;

    /** Reads the Confluent wire format. */
    static <A extends SpecificRecord, T> Function<byte[], T> reader(Mapping<A, T> mapping, WriterSchemas schemas) {
        return new WireReader<>(schemas, writer -> recordReader(writer, mapping))::read;
    }

    /** Reads what a deserializer makes generated classes of. */
    static <A extends SpecificRecord, T> Function<byte[], T> reader(
            String topic, Mapping<A, T> mapping, Deserializer<?> deserializer) {
        return bytes -> model(mapping, deserializer.deserialize(topic, bytes));
    }

    /** For another schema in which the same is written the same way, the direct road is right too. */
    private static <A extends SpecificRecord, T> RecordReader<T> recordReader(Schema writer, Mapping<A, T> mapping) {
        RecordReader<IndexedRecord> records = GeneratedClasses.reader(writer);
        if (writtenAs(writer).equals(writtenAs(GeneratedClasses.schema(mapping.type())))) {
            Optional<RecordReader<T>> direct = mapping.direct().map(AvroReader::direct);
            if (direct.isPresent()) {
                return direct.get();
            }
        }
        return (bytes, offset) -> model(mapping, records.read(bytes, offset));
    }

    /** Names, order and types of what a schema writes, without documentation, defaults and properties. */
    private static String writtenAs(Schema schema) {
        return SchemaNormalization.toParsingForm(schema);
    }

    private static <A extends SpecificRecord, T> T model(Mapping<A, T> mapping, @Nullable Object record) {
        if (!mapping.type().isInstance(record)) {
            throw new UnreadableException(
                    DeadLetterReason.INCOMPATIBLE_SCHEMA,
                    "the value is a " + name(record) + ", not a "
                            + mapping.type().getSimpleName());
        }
        return mapping.toModel(mapping.type().cast(record));
    }

    @Override
    public byte[] encode(T value) {
        try {
            return writer.apply(value);
        } catch (RuntimeException e) {
            throw SerializerFailures.unavailable(e)
                    .map(RuntimeException.class::cast)
                    .orElse(e);
        }
    }

    @Override
    public Decoded<T> decode(byte[] bytes) {
        try {
            return new Decoded.Value<>(reader.apply(bytes));
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
