package dev.banditstreams.codec;

import java.util.Objects;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * Writes the Confluent wire format: directly where the mapping can and the class's own schema is what is written, else
 * through the class.
 *
 * <p>Safe for use by many threads.
 */
final class WireWriter<A extends SpecificRecord, T> {

    private final String topic;
    private final Mapping<A, T> mapping;
    private final Schema schema;
    private final ConfluentAvroSerializer serializer;
    private final Optional<DirectWriter<T>> direct;

    WireWriter(String topic, Mapping<A, T> mapping, ConfluentAvroSerializer serializer) {
        this.topic = topic;
        this.mapping = mapping;
        this.schema = GeneratedClasses.schema(mapping.type());
        this.serializer = serializer;
        this.direct = mapping.directWriting().map(DirectWriter::new);
    }

    byte[] write(T value) {
        if (direct.isPresent()) {
            byte[] header = serializer.header(topic, schema);
            if (header != null) {
                return direct.get().write(header, value);
            }
        }
        return Objects.requireNonNull(serializer.serialize(topic, mapping.toAvro(value)));
    }
}
