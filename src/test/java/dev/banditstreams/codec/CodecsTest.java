package dev.banditstreams.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.banditstreams.demo.EmbeddedRegistry;
import dev.banditstreams.model.DeadLetter;
import dev.banditstreams.model.DeadLetterReason;
import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.Reward;
import dev.banditstreams.model.Topic;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class CodecsTest {

    private static final EmbeddedRegistry REGISTRY = EmbeddedRegistry.start(0);
    private static final SchemaRegistry CLIENT =
            new SchemaRegistry(RegistryAccess.of(new ConfluentConfig(Map.of("schema.registry.url", REGISTRY.url()))));
    private static final Codecs CODECS = new Codecs(Map.of("schema.registry.url", REGISTRY.url()));

    @AfterAll
    static void close() {
        CODECS.close();
        REGISTRY.close();
    }

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of(CODECS.scoringRequests("scoring-requests"), Samples.REQUEST),
                Arguments.of(CODECS.scoringRequests("scoring-requests"), Samples.ODD_REQUEST),
                Arguments.of(CODECS.featureRecords("user-features"), Samples.FEATURES),
                Arguments.of(CODECS.candidateSets("candidate-sets"), Samples.SET),
                Arguments.of(CODECS.rewards("rewards"), Samples.REWARD),
                Arguments.of(CODECS.rewards("rewards"), Samples.ODD_REWARD),
                Arguments.of(CODECS.recommendations("recommendations"), Samples.RECOMMENDATION),
                Arguments.of(CODECS.outcomes("outcomes"), Samples.OUTCOMES));
    }

    @ParameterizedTest
    @MethodSource("values")
    <T> void shouldReadWhatItWrote(Codec<T> codec, T value) {
        assertThat(codec.decode(codec.encode(value))).isEqualTo(new Decoded.Value<>(value));
    }

    @Test
    void shouldReadDeadLetters() {
        Codec<DeadLetter> codec = CODECS.deadLetters("dead-letters");

        assertThat(codec.decode(codec.encode(Samples.DEAD_LETTER)))
                .usingRecursiveComparison()
                .isEqualTo(new Decoded.Value<>(Samples.DEAD_LETTER));
    }

    /** What is registered has nothing of Java's in it, documentation and defaults included. */
    @ParameterizedTest
    @EnumSource(Topic.class)
    void shouldRegisterTheSchemasOfTheContract(Topic topic) {
        String name = topic.withPrefix("registered.");

        CODECS.register(topic, name);

        Set<String> contract =
                SchemaFiles.contract().values().stream().map(Schema::toString).collect(Collectors.toSet());
        if (List.of("fetched-items", "item-table", "set-table", "arm-statistics")
                .contains(topic.withPrefix(""))) {
            assertThatThrownBy(() -> CLIENT.latest(name + "-value")).isInstanceOf(RegistryRefusal.class);
        } else {
            assertThat(contract).contains(CLIENT.latest(name + "-value").text());
        }
    }

    @Test
    void shouldRefuseWhatIsNotTheWireFormat() {
        Codec<Reward> codec = CODECS.rewards("rewards");

        assertThat(List.of(new byte[0], new byte[4], "{\"rewardId\":1}".getBytes(UTF_8)))
                .allSatisfy(bytes -> assertThat(codec.decode(bytes))
                        .isEqualTo(failure(
                                DeadLetterReason.UNDECODABLE,
                                "the value doesn't start with a zero byte and a schema id;"
                                        + " write it with a serializer of the Confluent wire format")));
    }

    @Test
    void shouldSayThatTheSchemaIsUnknown() {
        assertThat(CODECS.rewards("rewards").decode(Encoded.wire(4711, new byte[3])))
                .isEqualTo(failure(
                        DeadLetterReason.UNKNOWN_SCHEMA,
                        "the registry has no schema with the id 4711;"
                                + " the producer must write with the registry of schema.registry.url"));
    }

    @Test
    void shouldRefuseAnotherTopicsRecord() {
        byte[] bytes = CODECS.candidateSets("candidate-sets").encode(Samples.SET);

        assertThat(CODECS.rewards("rewards").decode(bytes))
                .isEqualTo(failure(DeadLetterReason.INCOMPATIBLE_SCHEMA, "the value is a CandidateSet, not a Reward"));
    }

    @Test
    void shouldRefuseSchemasOfOtherNames() {
        Schema other = Encoded.schema("{'type':'record','name':'Reward','namespace':'com.acme','fields':["
                + "{'name':'rewardId','type':'string'}]}");
        int id = CLIENT.register("other", other, false);

        assertThat(CODECS.rewards("rewards").decode(Encoded.wire(id, new byte[1])))
                .isEqualTo(failure(
                        DeadLetterReason.INCOMPATIBLE_SCHEMA,
                        "there is no class for the record com.acme.Reward;"
                                + " write with the schemas of the service, and their namespace"));
    }

    /** A producer that has an earlier or a later version of the contract. */
    @Test
    void shouldReadOtherVersionsOfTheContract() {
        Schema writer = Encoded.schema("{'type':'record','name':'Reward','namespace':'dev.banditstreams.codec.avro',"
                + "'fields':[{'name':'eventTime','type':'int'},{'name':'rewardId','type':'string'},"
                + "{'name':'itemId','type':'bytes'},{'name':'userId','type':'string'},{'name':'type','type':'string'},"
                + "{'name':'added','type':{'type':'array','items':'string'}}]}");
        int id = CLIENT.register("other-version", writer, false);
        byte[] avro = Encoded.avro(new GenericRecordBuilder(writer)
                .set("eventTime", 7)
                .set("rewardId", "w")
                .set("itemId", ByteBuffer.wrap("a".getBytes(UTF_8)))
                .set("userId", "u")
                .set("type", "click")
                .set("added", List.of("x", "y"))
                .build());

        assertThat(CODECS.rewards("rewards").decode(Encoded.wire(id, avro)))
                .isEqualTo(new Decoded.Value<>(new Reward("w", null, "u", "a", null, "click", null, 7L, null, null)));
    }

    @Test
    void shouldAskForAnUnknownIdOnceInAWhile() throws IOException {
        AtomicLong nanos = new AtomicLong();
        try (RegistryInFront front = new RegistryInFront(REGISTRY.url())) {
            ConfluentAvroDeserializer deserializer = new ConfluentAvroDeserializer(
                    true,
                    new SchemaRegistry(
                            RegistryAccess.of(new ConfluentConfig(Map.of("schema.registry.url", front.url())))),
                    nanos::get);
            byte[] unknown = Encoded.wire(4711, new byte[3]);

            for (int record = 0; record < 100; record++) {
                assertThatThrownBy(() -> deserializer.deserialize("t", unknown))
                        .isInstanceOf(UnreadableException.class);
            }
            assertThat(front.requests()).containsExactly("GET /schemas/ids/4711");

            nanos.addAndGet(ConfluentAvroDeserializer.UNKNOWN_LIFETIME.toNanos() + 1);
            assertThatThrownBy(() -> deserializer.deserialize("t", unknown)).isInstanceOf(UnreadableException.class);
            assertThat(front.requests()).hasSize(2);
            deserializer.close();
        }
    }

    @Test
    void shouldSayThatTheRegistryDoesNotAnswerAndReadWhatItKnows() {
        EmbeddedRegistry registry = EmbeddedRegistry.start(0);
        try (Codecs codecs = new Codecs(Map.of("schema.registry.url", registry.url(), "max.retries", 0))) {
            Codec<Reward> codec = codecs.rewards("rewards");
            byte[] known = codec.encode(Samples.REWARD);
            codec.decode(known);

            registry.close();

            assertThat(codec.decode(known)).isEqualTo(new Decoded.Value<>(Samples.REWARD));
            assertThat(codec.encode(Samples.REWARD)).isEqualTo(known);
            assertThatThrownBy(() -> codec.decode(Encoded.wire(99, new byte[3])))
                    .isInstanceOf(CodecUnavailableException.class);
            assertThatThrownBy(() -> codecs.outcomes("outcomes").encode(Samples.OUTCOMES))
                    .isInstanceOf(CodecUnavailableException.class);
        }
    }

    @Test
    void shouldServeManyThreads() {
        Codec<Recommendation> codec = CODECS.recommendations("recommendations");

        assertThat(IntStream.range(0, 20_000).parallel().mapToObj(i -> {
                    Recommendation own = Samples.recommendation("r-" + i);
                    return codec.decode(codec.encode(own)).equals(new Decoded.Value<>(own));
                }))
                .containsOnly(true);
    }

    private static <T> Decoded<T> failure(DeadLetterReason reason, String message) {
        return new Decoded.Failure<>(reason, message);
    }
}
