package dev.banditstreams.codec;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.banditstreams.model.CandidateSet;
import dev.banditstreams.model.DeadLetter;
import dev.banditstreams.model.EntityState;
import dev.banditstreams.model.FeatureRecord;
import dev.banditstreams.model.Outcomes;
import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.Reward;
import dev.banditstreams.model.ScoringRequest;
import dev.banditstreams.model.Topic;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/**
 * The codecs of all topics that others write or read, in the Confluent wire format. All of them share what they know of
 * the registry's schemas. Safe for use by many threads.
 */
public final class Codecs implements AutoCloseable {

    private final SerializerSettings settings;
    private final Supplier<SchemaRegistry> registry;
    private final Serializer<IndexedRecord> serializer;
    private final Optional<Deserializer<?>> deserializer;
    private final Optional<WriterSchemas> schemas;

    /**
     * Reads the configuration; asks the registry for nothing yet.
     *
     * @param confluentConfig Confluent's keys, and optionally {@code bandit.avro.serializer.class} and
     *     {@code bandit.avro.deserializer.class}: Kafka serializers of Avro records that replace the built-in ones
     * @throws org.apache.kafka.common.config.ConfigException if a value is missing or wrong
     */
    public Codecs(Map<String, ?> confluentConfig) {
        ConfluentConfig config = new ConfluentConfig(confluentConfig);
        settings = SerializerSettings.of(config, false);
        registry = Once.of(() -> new SchemaRegistry(RegistryAccess.of(config)));
        serializer =
                NamedClasses.serializer(config).orElseGet(() -> new ConfluentAvroSerializer(settings, registry.get()));
        deserializer = NamedClasses.deserializer(config);
        schemas = deserializer.isPresent()
                ? Optional.empty()
                : Optional.of(new WriterSchemas(registry.get(), Ticker.systemTicker()));
    }

    public Codec<ScoringRequest> scoringRequests(String topic) {
        return codec(topic, new ScoringRequestMapping());
    }

    public Codec<FeatureRecord> featureRecords(String topic) {
        return codec(topic, new FeatureRecordMapping());
    }

    public Codec<CandidateSet> candidateSets(String topic) {
        return codec(topic, new CandidateSetMapping());
    }

    public Codec<Reward> rewards(String topic) {
        return codec(topic, new RewardMapping());
    }

    public Codec<Recommendation> recommendations(String topic) {
        return codec(topic, new RecommendationMapping());
    }

    /** Another road to the bytes that {@link #recommendations} writes; each caller gets a writer of its own. */
    public RecommendationWriter recommendationWriter(String topic) {
        RecommendationWriter general = new GeneralRecommendationWriter(recommendations(topic));
        return serializer instanceof ConfluentAvroSerializer own
                ? new DirectRecommendationWriter(topic, own, general)
                : general;
    }

    public Codec<EntityState> fetchedItems(String topic) {
        return new StateCodec<>(topic, StateSerdes.itemState());
    }

    public Codec<Outcomes> outcomes(String topic) {
        return codec(topic, new OutcomesMapping());
    }

    public Codec<DeadLetter> deadLetters(String topic) {
        return codec(topic, new DeadLetterMapping());
    }

    /**
     * Registers the schema of a topic's values, whatever {@code auto.register.schemas} says. Does nothing for a topic
     * that only the service writes and reads, which needs no registry.
     *
     * @param name the topic's name in this deployment
     * @throws SerializationException if the registry refuses the schema, e.g. as incompatible with an earlier version
     * @throws CodecUnavailableException if the registry doesn't answer
     */
    public void register(Topic topic, String name) {
        type(topic).ifPresent(type -> register(name, JavaProperties.removed(GeneratedClasses.schema(type))));
    }

    private void register(String topic, Schema schema) {
        String subject = settings.subject(topic, schema);
        try {
            registry.get().register(subject, schema, settings.normalize());
        } catch (RegistryRefusal e) {
            throw new SerializationException(
                    "can't register " + schema.getFullName() + " as subject " + subject + ": " + e.getMessage(), e);
        }
    }

    /** The generated class of a topic's values; empty for a topic that needs no registry. */
    private static Optional<Class<? extends SpecificRecord>> type(Topic topic) {
        return switch (topic) {
            case SCORING_REQUESTS -> Optional.of(dev.banditstreams.codec.avro.ScoringRequest.class);
            case USER_FEATURES, ITEM_FEATURES -> Optional.of(dev.banditstreams.codec.avro.FeatureRecord.class);
            case CANDIDATE_SETS -> Optional.of(dev.banditstreams.codec.avro.CandidateSet.class);
            case REWARDS -> Optional.of(dev.banditstreams.codec.avro.Reward.class);
            case RECOMMENDATIONS -> Optional.of(dev.banditstreams.codec.avro.Recommendation.class);
            case OUTCOMES -> Optional.of(dev.banditstreams.codec.avro.Outcomes.class);
            case DEAD_LETTERS -> Optional.of(dev.banditstreams.codec.avro.DeadLetter.class);
            case FETCHED_ITEMS, ITEM_TABLE, SET_TABLE, ARM_STATISTICS -> Optional.empty();
        };
    }

    private <A extends SpecificRecord, T> Codec<T> codec(String topic, Mapping<A, T> mapping) {
        Function<T, byte[]> writer = serializer instanceof ConfluentAvroSerializer own
                ? new WireWriter<>(topic, mapping, own)::write
                : value -> serializer.serialize(topic, mapping.toAvro(value));
        return new TopicCodec<>(
                writer,
                deserializer
                        .map(named -> TopicCodec.reader(topic, mapping, named))
                        .orElseGet(() -> TopicCodec.reader(mapping, schemas.orElseThrow())));
    }

    @Override
    public void close() {
        serializer.close();
        deserializer.ifPresent(Deserializer::close);
    }
}
