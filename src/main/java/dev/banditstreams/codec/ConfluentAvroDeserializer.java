package dev.banditstreams.codec;

import com.github.benmanes.caffeine.cache.Ticker;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads Avro records in the Confluent wire format: a zero byte, the schema's id in the registry, the record.
 *
 * <p>Configured with Confluent's keys. With {@code specific.avro.reader} a record is an instance of the generated class
 * that its schema names, else a {@link org.apache.avro.generic.GenericRecord}. Safe for use by many threads. Throws
 * {@link org.apache.kafka.common.errors.SerializationException} for any bytes that can't be read, and
 * {@link CodecUnavailableException} where the registry doesn't answer.
 */
public final class ConfluentAvroDeserializer implements Deserializer<IndexedRecord> {

    private @Nullable WireReader<IndexedRecord> configured;

    /** For {@link #configure}. */
    public ConfluentAvroDeserializer() {}

    ConfluentAvroDeserializer(boolean specific, SchemaRegistry registry, Ticker ticker) {
        this.configured = reader(specific, registry, ticker);
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        ConfluentConfig config = new ConfluentConfig(configs);
        configured = reader(
                config.flag("specific.avro.reader", false),
                new SchemaRegistry(RegistryAccess.of(config)),
                Ticker.systemTicker());
    }

    @Override
    public @Nullable IndexedRecord deserialize(String topic, byte @Nullable [] bytes) {
        if (configured == null) {
            throw new IllegalStateException("the deserializer is not configured; call configure() first");
        }
        return bytes == null ? null : configured.read(bytes);
    }

    private static WireReader<IndexedRecord> reader(boolean specific, SchemaRegistry registry, Ticker ticker) {
        return new WireReader<>(
                new WriterSchemas(registry, ticker),
                specific ? GeneratedClasses::reader : ConfluentAvroDeserializer::genericReader);
    }

    private static RecordReader<IndexedRecord> genericReader(Schema writer) {
        return AvroReader.of(writer, writer, new GenericData());
    }
}
