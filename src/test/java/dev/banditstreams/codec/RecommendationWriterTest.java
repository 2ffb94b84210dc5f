package dev.banditstreams.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.banditstreams.demo.EmbeddedRegistry;
import dev.banditstreams.model.RankedItem;
import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.Topic;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever road a recommendation takes, its bytes are those of the codec. */
class RecommendationWriterTest {

    private static final String TOPIC = "recommendations";
    private static final Map<String, Object> LATEST =
            Map.of("auto.register.schemas", false, "use.latest.version", true, "latest.cache.ttl.sec", 0);

    private EmbeddedRegistry registry;

    /** A serializer that replaces the built-in one, and adds a zero byte to show itself. */
    public static final class LookAlike implements Serializer<IndexedRecord> {

        static final String NAME = "dev.banditstreams.codec.RecommendationWriterTest$LookAlike";

        private final ConfluentAvroSerializer behind = new ConfluentAvroSerializer();

        @Override
        public void configure(Map<String, ?> configs, boolean isKey) {
            behind.configure(configs, isKey);
        }

        @Override
        public byte[] serialize(String topic, IndexedRecord value) {
            byte[] bytes = behind.serialize(topic, value);
            return Arrays.copyOf(bytes, bytes.length + 1);
        }
    }

    @BeforeEach
    void start() {
        registry = EmbeddedRegistry.start(0);
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    /** One writer for all of them, so that what is left of one shows in the next. */
    @ParameterizedTest
    @ValueSource(strings = {"", LookAlike.NAME})
    void shouldWriteTheBytesOfTheCodec(String serializer) {
        RandomValues random = new RandomValues(1);
        try (Codecs codecs = codecs(Map.of("bandit.avro.serializer.class", serializer))) {
            Codec<Recommendation> codec = codecs.recommendations(TOPIC);
            RecommendationWriter writer = codecs.recommendationWriter(TOPIC);
            for (int round = 0; round < 500; round++) {
                Recommendation head = RandomRecommendations.head(random);
                List<RankedItem> items = RandomRecommendations.items(random);
                Recommendation whole = RandomRecommendations.with(head, items);

                byte[] bytes = writer.write(head, new Columns(items));

                assertThat(bytes).as("round %d", round).isEqualTo(codec.encode(whole));
                assertThat(codec.decode(serializer.isEmpty() ? bytes : Arrays.copyOf(bytes, bytes.length - 1)))
                        .isEqualTo(new Decoded.Value<>(whole));
            }
        }
    }

    /** What the registry has is the service's schema at first, and a later one after that. */
    @Test
    void shouldWriteTheLatestVersionOnceThereIsOne() {
        Recommendation whole = Samples.RECOMMENDATION;
        try (Codecs codecs = codecs(LATEST)) {
            codecs.register(Topic.RECOMMENDATIONS, TOPIC);
            RecommendationWriter writer = codecs.recommendationWriter(TOPIC);
            byte[] own = writer.write(head(), new Columns(whole.items()));

            int later = client().register(TOPIC + "-value", later(), false);
            byte[] converted = writer.write(head(), new Columns(whole.items()));

            assertThat(own).isNotEqualTo(converted);
            assertThat(converted)
                    .startsWith(0, 0, 0, 0, later)
                    .isEqualTo(codecs.recommendations(TOPIC).encode(whole));
            assertThat(List.of(own, converted))
                    .allSatisfy(
                            bytes -> assertThat(codecs.recommendations(TOPIC).decode(bytes))
                                    .isEqualTo(new Decoded.Value<>(whole)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", LookAlike.NAME})
    void shouldRefuseAHeadWithItems(String serializer) {
        try (Codecs codecs = codecs(Map.of("bandit.avro.serializer.class", serializer))) {
            RecommendationWriter writer = codecs.recommendationWriter(TOPIC);

            assertThatThrownBy(() -> writer.write(Samples.RECOMMENDATION, new Columns(List.of())))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void shouldFailAsTheCodecDoes() {
        try (Codecs codecs = codecs(Map.of("auto.register.schemas", false, "max.retries", 0))) {
            RecommendationWriter writer = codecs.recommendationWriter(TOPIC);
            assertThatThrownBy(() -> writer.write(head(), new Columns(List.of())))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContainingAll(TOPIC + "-value", "auto.register.schemas=true");

            registry.close();

            assertThatThrownBy(() -> writer.write(head(), new Columns(List.of())))
                    .isInstanceOf(CodecUnavailableException.class);
        }
    }

    private Codecs codecs(Map<String, ?> more) {
        Map<String, Object> config = new HashMap<>(more);
        config.put("schema.registry.url", registry.url());
        return new Codecs(config);
    }

    private SchemaRegistry client() {
        return new SchemaRegistry(
                RegistryAccess.of(new ConfluentConfig(Map.of("schema.registry.url", registry.url()))));
    }

    private static Recommendation head() {
        return RandomRecommendations.with(Samples.RECOMMENDATION, List.of());
    }

    private static Schema later() {
        String own = SchemaFiles.contract().get("Recommendation").toString();
        return new Schema.Parser()
                .parse(
                        own.replace(
                                "\"fields\":[{\"name\":\"requestId\"",
                                "\"fields\":[{\"name\":\"added\",\"type\":\"string\",\"default\":\"x\"},{\"name\":\"requestId\""));
    }
}
