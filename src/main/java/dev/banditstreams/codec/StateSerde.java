package dev.banditstreams.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Avro's single-object encoding: two marker bytes, the fingerprint of the writer's schema, the record.
 *
 * <p>Reads what this version writes and what former versions wrote ({@link FormerSchemas}). Safe for use by many
 * threads.
 */
final class StateSerde<A extends SpecificRecord, T> implements Serde<T>, Serializer<T>, Deserializer<T> {

    private static final short MARKER = (short) 0xC301;
    private static final int HEADER_BYTES = Short.BYTES + Long.BYTES;

    private final Mapping<A, T> mapping;
    private final byte[] header;
    private final Optional<DirectWriter<T>> direct;
    private final AvroWriter<A> writer;
    private final Map<Long, RecordReader<T>> readers = new HashMap<>();

    StateSerde(Mapping<A, T> mapping) {
        this(mapping, FormerSchemas.of(mapping.type().getSimpleName()));
    }

    StateSerde(Mapping<A, T> mapping, List<Schema> formerSchemas) {
        this.mapping = mapping;
        Schema current = GeneratedClasses.schema(mapping.type());
        this.header = header(current);
        this.direct = mapping.directWriting().map(DirectWriter::new);
        this.writer = new AvroWriter<>(header, new SpecificDatumWriter<>(current, GeneratedClasses.data()));
        for (Schema former : formerSchemas) {
            addReader(former, current);
        }
        addReader(current, current);
        mapping.direct().ifPresent(body -> readers.put(fingerprint(current), AvroReader.direct(body)));
    }

    /** Of the schema. */
    String name() {
        return mapping.type().getSimpleName();
    }

    /** Of every schema that can be read. */
    Set<Long> fingerprints() {
        return Set.copyOf(readers.keySet());
    }

    private void addReader(Schema written, Schema current) {
        RecordReader<A> records = AvroReader.of(written, current, GeneratedClasses.data());
        readers.put(fingerprint(written), (bytes, offset) -> mapping.toModel(records.read(bytes, offset)));
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable T value) {
        if (value == null) {
            return null;
        }
        return direct.map(written -> written.write(header, value)).orElseGet(() -> writer.write(mapping.toAvro(value)));
    }

    /** @throws SerializationException if the bytes are corrupt, or were written by a version that is not known here */
    @Override
    public @Nullable T deserialize(String topic, byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        try {
            return reader(bytes).read(bytes, HEADER_BYTES);
        } catch (SerializationException e) {
            throw new SerializationException(
                    "state " + name() + " of " + topic + " can't be read: " + e.getMessage(), e);
        }
    }

    private RecordReader<T> reader(byte[] bytes) {
        if (bytes.length < HEADER_BYTES || ByteBuffer.wrap(bytes).getShort() != MARKER) {
            throw new SerializationException("it doesn't start as a single Avro object (bytes C3 01);"
                    + " if it comes from a local store, stop the service, remove its state directory and start again");
        }
        long fingerprint = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(Short.BYTES);
        RecordReader<T> reader = readers.get(fingerprint);
        if (reader == null) {
            throw new SerializationException("its schema has the fingerprint " + Long.toHexString(fingerprint)
                    + ", which no version up to this one wrote; run the version that wrote it, or a later one");
        }
        return reader;
    }

    private static long fingerprint(Schema schema) {
        return SchemaNormalization.parsingFingerprint64(schema);
    }

    private static byte[] header(Schema schema) {
        return ByteBuffer.allocate(HEADER_BYTES)
                .putShort(MARKER)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(fingerprint(schema))
                .array();
    }

    @Override
    public Serializer<T> serializer() {
        return this;
    }

    @Override
    public Deserializer<T> deserializer() {
        return this;
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {}

    @Override
    public void close() {}
}
