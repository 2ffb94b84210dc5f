package dev.banditstreams.codec;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.banditstreams.model.DeadLetterReason;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
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

    /** A registry's ids never change their meaning, so schemas stay until there are too many. */
    private static final long MAX_SCHEMAS = 1_000;

    /** How long an id counts as unknown without asking again: each record of a flood must not cost a request. */
    static final Duration UNKNOWN_LIFETIME = Duration.ofSeconds(10);

    private @Nullable Configured configured;

    /** For {@link #configure}. */
    public ConfluentAvroDeserializer() {}

    ConfluentAvroDeserializer(boolean specific, SchemaRegistry registry, Ticker ticker) {
        this.configured = new Configured(specific, registry, ticker);
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        ConfluentConfig config = new ConfluentConfig(configs);
        configured = new Configured(
                config.flag("specific.avro.reader", false),
                new SchemaRegistry(RegistryAccess.of(config)),
                Ticker.systemTicker());
    }

    @Override
    public @Nullable IndexedRecord deserialize(String topic, byte @Nullable [] bytes) {
        if (configured == null) {
            throw new IllegalStateException("the deserializer is not configured; call configure() first");
        }
        return bytes == null ? null : configured.deserialize(bytes);
    }

    /** What is known of an id. */
    private sealed interface Known {

        record Usable(AvroReader<IndexedRecord> reader) implements Known {}

        record Refused(DeadLetterReason reason, String message) implements Known {}
    }

    private static final class Configured {

        private final boolean specific;
        private final SchemaRegistry registry;
        private final Cache<Integer, Known> schemas;

        Configured(boolean specific, SchemaRegistry registry, Ticker ticker) {
            this.specific = specific;
            this.registry = registry;
            this.schemas = Caffeine.newBuilder()
                    .maximumSize(MAX_SCHEMAS)
                    .expireAfter(Expiry.<Integer, Known>creating((id, known) -> lifetime(known)))
                    .ticker(ticker)
                    .build();
        }

        private static Duration lifetime(Known known) {
            return known instanceof Known.Refused refused && refused.reason == DeadLetterReason.UNKNOWN_SCHEMA
                    ? UNKNOWN_LIFETIME
                    : Duration.ofNanos(Long.MAX_VALUE);
        }

        IndexedRecord deserialize(byte[] bytes) {
            if (bytes.length < ConfluentAvroSerializer.HEADER_BYTES || bytes[0] != ConfluentAvroSerializer.MAGIC) {
                throw new UnreadableException(
                        DeadLetterReason.UNDECODABLE,
                        "the value doesn't start with a zero byte and a schema id;"
                                + " write it with a serializer of the Confluent wire format");
            }
            int id = ByteBuffer.wrap(bytes).getInt(1);
            Known known = schemas.get(id, this::ask);
            if (known instanceof Known.Refused refused) {
                throw new UnreadableException(refused.reason, refused.message);
            }
            return ((Known.Usable) known).reader.read(bytes, ConfluentAvroSerializer.HEADER_BYTES);
        }

        private Known ask(int id) {
            try {
                Schema writer = RegisteredSchemas.parse(registry.byId(id));
                return new Known.Usable(
                        specific
                                ? AvroReader.of(writer, generated(writer), GeneratedClasses.data())
                                : AvroReader.of(writer, writer, new GenericData()));
            } catch (UnreadableException e) {
                return new Known.Refused(e.reason(), e.getMessage());
            } catch (RegistryRefusal e) {
                if (e.isMissing()) {
                    return new Known.Refused(
                            DeadLetterReason.UNKNOWN_SCHEMA,
                            "the registry has no schema with the id " + id
                                    + "; the producer must write with the registry of schema.registry.url");
                }
                throw new CodecUnavailableException(
                        "can't get the schema with the id " + id + ": " + e.getMessage(), e);
            }
        }

        private static Schema generated(Schema writer) {
            Class<?> type = classOf(writer);
            if (type == null || !SpecificRecord.class.isAssignableFrom(type)) {
                throw new UnreadableException(
                        DeadLetterReason.INCOMPATIBLE_SCHEMA,
                        "there is no class for the record " + writer.getFullName()
                                + "; write with the schemas of the service, and their namespace");
            }
            return GeneratedClasses.schema(type);
        }

        private static @Nullable Class<?> classOf(Schema writer) {
            try {
                return writer.getType() == Schema.Type.RECORD
                        ? GeneratedClasses.data().getClass(writer)
                        : null;
            } catch (SecurityException e) {
                return null; // a class that exists and isn't a trusted one
            }
        }
    }
}
