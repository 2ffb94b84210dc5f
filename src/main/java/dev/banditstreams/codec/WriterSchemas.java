package dev.banditstreams.codec;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.banditstreams.model.DeadLetterReason;
import java.time.Duration;
import org.apache.avro.Schema;

/**
 * The schemas of a registry by their ids, each asked for once.
 *
 * <p>Safe for use by many threads.
 */
final class WriterSchemas {

    /** A registry's ids never change their meaning, so schemas stay until there are too many. */
    static final long MAX_SCHEMAS = 1_000;

    /** How long an id counts as unknown without asking again: each record of a flood must not cost a request. */
    static final Duration UNKNOWN_LIFETIME = Duration.ofSeconds(10);

    private final SchemaRegistry registry;
    private final Cache<Integer, Known> schemas;

    /** What is known of an id. */
    private sealed interface Known {

        record Usable(Schema schema) implements Known {}

        record Refused(DeadLetterReason reason, String message) implements Known {}
    }

    WriterSchemas(SchemaRegistry registry, Ticker ticker) {
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

    /**
     * The schema with an id.
     *
     * @throws UnreadableException if there is none, or none that can be used
     * @throws CodecUnavailableException if the registry doesn't answer
     */
    Schema get(int id) {
        Known known = schemas.get(id, this::ask);
        if (known instanceof Known.Refused refused) {
            throw new UnreadableException(refused.reason, refused.message);
        }
        return ((Known.Usable) known).schema;
    }

    private Known ask(int id) {
        try {
            return new Known.Usable(RegisteredSchemas.parse(registry.byId(id)));
        } catch (UnreadableException e) {
            return new Known.Refused(e.reason(), e.getMessage());
        } catch (RegistryRefusal e) {
            if (e.isMissing()) {
                return new Known.Refused(
                        DeadLetterReason.UNKNOWN_SCHEMA,
                        "the registry has no schema with the id " + id
                                + "; the producer must write with the registry of schema.registry.url");
            }
            throw new CodecUnavailableException("can't get the schema with the id " + id + ": " + e.getMessage(), e);
        }
    }
}
