package dev.banditstreams.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.banditstreams.model.DeadLetter;
import dev.banditstreams.model.DeadLetterReason;
import dev.banditstreams.model.Reward;
import dev.banditstreams.model.Topic;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the codecs do with any registry of Confluent's API. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CodecsContract {

    protected Codecs codecs;
    protected SchemaRegistry client;

    /** The root of the registry's API. */
    protected abstract String url();

    @BeforeAll
    void open() {
        codecs = new Codecs(Map.of("schema.registry.url", url()));
        client = new SchemaRegistry(RegistryAccess.of(new ConfluentConfig(Map.of("schema.registry.url", url()))));
    }

    @AfterAll
    void close() {
        codecs.close();
    }

    Stream<Arguments> values() {
        return Stream.of(
                Arguments.of(codecs.scoringRequests("scoring-requests"), Samples.REQUEST),
                Arguments.of(codecs.scoringRequests("scoring-requests"), Samples.ODD_REQUEST),
                Arguments.of(codecs.featureRecords("user-features"), Samples.FEATURES),
                Arguments.of(codecs.candidateSets("candidate-sets"), Samples.SET),
                Arguments.of(codecs.rewards("rewards"), Samples.REWARD),
                Arguments.of(codecs.rewards("rewards"), Samples.ODD_REWARD),
                Arguments.of(codecs.recommendations("recommendations"), Samples.RECOMMENDATION),
                Arguments.of(codecs.outcomes("outcomes"), Samples.OUTCOMES));
    }

    @ParameterizedTest
    @MethodSource("values")
    <T> void shouldReadWhatItWrote(Codec<T> codec, T value) {
        assertThat(codec.decode(codec.encode(value))).isEqualTo(new Decoded.Value<>(value));
    }

    @Test
    void shouldReadDeadLetters() {
        Codec<DeadLetter> codec = codecs.deadLetters("dead-letters");

        assertThat(codec.decode(codec.encode(Samples.DEAD_LETTER)))
                .usingRecursiveComparison()
                .isEqualTo(new Decoded.Value<>(Samples.DEAD_LETTER));
    }

    /** What is registered has nothing of Java's in it, documentation and defaults included. */
    @ParameterizedTest
    @EnumSource(Topic.class)
    void shouldRegisterTheSchemasOfTheContract(Topic topic) {
        String name = topic.withPrefix("registered.");

        codecs.register(topic, name);

        Set<String> contract =
                SchemaFiles.contract().values().stream().map(Schema::toString).collect(Collectors.toSet());
        if (List.of("fetched-items", "item-table", "set-table", "arm-statistics")
                .contains(topic.withPrefix(""))) {
            assertThatThrownBy(() -> client.latest(name + "-value")).isInstanceOf(RegistryRefusal.class);
        } else {
            assertThat(contract).contains(client.latest(name + "-value").text());
        }
    }

    @Test
    void shouldSayThatTheSchemaIsUnknown() {
        assertThat(codecs.rewards("rewards").decode(Encoded.wire(4711, new byte[3])))
                .isEqualTo(failure(
                        DeadLetterReason.UNKNOWN_SCHEMA,
                        "the registry has no schema with the id 4711;"
                                + " the producer must write with the registry of schema.registry.url"));
    }

    @Test
    void shouldRefuseAnotherTopicsRecord() {
        byte[] bytes = codecs.candidateSets("candidate-sets").encode(Samples.SET);

        assertThat(codecs.rewards("rewards").decode(bytes))
                .isEqualTo(failure(DeadLetterReason.INCOMPATIBLE_SCHEMA, "the value is a CandidateSet, not a Reward"));
    }

    @Test
    void shouldRefuseSchemasOfOtherNames() {
        Schema other = Encoded.schema("{'type':'record','name':'Reward','namespace':'com.acme','fields':["
                + "{'name':'rewardId','type':'string'}]}");
        int id = client.register("other", other, false);

        assertThat(codecs.rewards("rewards").decode(Encoded.wire(id, new byte[1])))
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
        int id = client.register("other-version", writer, false);
        byte[] avro = Encoded.avro(new GenericRecordBuilder(writer)
                .set("eventTime", 7)
                .set("rewardId", "w")
                .set("itemId", ByteBuffer.wrap("a".getBytes(UTF_8)))
                .set("userId", "u")
                .set("type", "click")
                .set("added", List.of("x", "y"))
                .build());

        assertThat(codecs.rewards("rewards").decode(Encoded.wire(id, avro)))
                .isEqualTo(new Decoded.Value<>(new Reward("w", null, "u", "a", null, "click", null, 7L, null, null)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TopicNameStrategy", "RecordNameStrategy", "TopicRecordNameStrategy"})
    void shouldFindWhatWasRegistered(String strategy) {
        String topic = "found-by-" + strategy;
        try (Codecs strict = new Codecs(Map.of(
                "schema.registry.url",
                url(),
                "auto.register.schemas",
                false,
                "value.subject.name.strategy",
                strategy))) {
            strict.register(Topic.REWARDS, topic);
            Codec<Reward> codec = strict.rewards(topic);

            assertThat(codec.decode(codec.encode(Samples.REWARD))).isEqualTo(new Decoded.Value<>(Samples.REWARD));
        }
    }

    protected static <T> Decoded<T> failure(DeadLetterReason reason, String message) {
        return new Decoded.Failure<>(reason, message);
    }
}
