package dev.banditstreams.codec;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes Avro records in the Confluent wire format: a zero byte, the schema's id in the registry, the record.
 *
 * <p>Configured with Confluent's keys; asks the registry once for each subject and schema. Safe for use by many
 * threads. Throws {@link SerializationException} where the registry refuses the schema, and
 * {@link CodecUnavailableException} where it doesn't answer.
 */
public final class ConfluentAvroSerializer implements Serializer<IndexedRecord> {

    static final byte MAGIC = 0;
    static final int HEADER_BYTES = 1 + Integer.BYTES;

    private @Nullable Configured configured;

    /** For {@link #configure}. */
    public ConfluentAvroSerializer() {}

    ConfluentAvroSerializer(SerializerSettings settings, SchemaRegistry registry) {
        this.configured = new Configured(settings, registry);
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        ConfluentConfig config = new ConfluentConfig(configs);
        configured =
                new Configured(SerializerSettings.of(config, isKey), new SchemaRegistry(RegistryAccess.of(config)));
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable IndexedRecord value) {
        if (configured == null) {
            throw new IllegalStateException("the serializer is not configured; call configure() first");
        }
        return value == null ? null : configured.serialize(topic, value);
    }

    /**
     * What comes before a record of this schema on a topic; null where it has to be converted to the registry's latest
     * one first.
     *
     * @throws SerializationException if the registry refuses the schema
     * @throws CodecUnavailableException if it doesn't answer
     */
    byte @Nullable [] header(String topic, Schema schema) {
        if (configured == null) {
            throw new IllegalStateException("the serializer is not configured; call configure() first");
        }
        return configured.road(topic, schema).header();
    }

    private static final class Configured {

        private final SerializerSettings settings;
        private final SchemaRegistry registry;
        private final Cache<Written, Road> writers;

        private record Written(String topic, Schema schema) {}

        /** @param header null: it isn't the record itself that is written */
        @SuppressWarnings("ArrayRecordComponent") // nobody writes to it
        private record Road(byte @Nullable [] header, Function<IndexedRecord, byte[]> write) {}

        Configured(SerializerSettings settings, SchemaRegistry registry) {
            this.settings = settings;
            this.registry = registry;
            Caffeine<Object, Object> cache = Caffeine.newBuilder().maximumSize(settings.maxSchemas());
            settings.latestLifetime().ifPresent(cache::expireAfterWrite);
            this.writers = cache.build();
        }

        byte[] serialize(String topic, IndexedRecord value) {
            return road(topic, value.getSchema()).write.apply(value);
        }

        Road road(String topic, Schema schema) {
            return writers.get(new Written(topic, schema), this::road);
        }

        private Road road(Written written) {
            Schema own = JavaProperties.removed(written.schema);
            String subject = settings.subject(written.topic, own);
            try {
                return switch (settings.id()) {
                    case REGISTERED -> own(registry.register(subject, own, settings.normalize()), written.schema);
                    case LOOKED_UP -> own(registry.lookUp(subject, own, settings.normalize()), written.schema);
                    case LATEST -> latest(registry.latest(subject), written.schema, own, subject);
                };
            } catch (RegistryRefusal e) {
                throw new SerializationException(
                        "subject " + subject + ", schema " + own.getFullName() + ": " + e.getMessage()
                                + (e.isMissing() ? "; register it, or set auto.register.schemas=true" : ""),
                        e);
            }
        }

        private Road latest(SchemaRegistry.Registered latest, Schema generated, Schema own, String subject) {
            Schema schema = RegisteredSchemas.parse(latest);
            if (schema.equals(own)) {
                return own(latest.id(), generated);
            }
            AvroReader<IndexedRecord> conversion = AvroReader.of(own, schema, new GenericData());
            if (settings.latestStrict() && !conversion.isCompatible()) {
                throw new SerializationException("subject " + subject + ": its latest schema (id " + latest.id()
                        + ") can't read what is written as " + own.getFullName()
                        + "; register the service's schema, or unset use.latest.version");
            }
            Function<IndexedRecord, byte[]> first = writer(new byte[0], generated);
            Function<IndexedRecord, byte[]> second = writer(latest.id(), schema);
            return new Road(null, value -> second.apply(conversion.read(first.apply(value), 0)));
        }

        private static Road own(int id, Schema schema) {
            byte[] header = header(id);
            return new Road(header, writer(header, schema));
        }

        private static Function<IndexedRecord, byte[]> writer(int id, Schema schema) {
            return writer(header(id), schema);
        }

        private static byte[] header(int id) {
            return ByteBuffer.allocate(HEADER_BYTES).put(MAGIC).putInt(id).array();
        }

        private static Function<IndexedRecord, byte[]> writer(byte[] header, Schema schema) {
            return new AvroWriter<IndexedRecord>(header, new SpecificDatumWriter<>(schema, GeneratedClasses.data()))
                    ::write;
        }
    }
}
