package dev.banditstreams.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.banditstreams.demo.EmbeddedRegistry;
import dev.banditstreams.model.DeadLetterReason;
import dev.banditstreams.model.Reward;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.SystemLimitException;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NamedClassesTest {

    private static final EmbeddedRegistry REGISTRY = EmbeddedRegistry.start(0);

    @AfterAll
    static void close() {
        REGISTRY.close();
    }

    /** Fails as the deserializers of others do: with Kafka's exception around its cause. */
    public static final class Failing implements Deserializer<Object> {

        static Supplier<RuntimeException> failure = IllegalStateException::new;
        static @Nullable Object strategy;
        static @Nullable Object specific;

        @Override
        public void configure(Map<String, ?> configs, boolean isKey) {
            strategy = configs.get("value.subject.name.strategy");
            specific = configs.get("specific.avro.reader");
        }

        @SuppressWarnings("InfiniteRecursion") // is what it is for
        private static RuntimeException overflow() {
            return overflow();
        }

        @Override
        public Object deserialize(String topic, byte[] data) {
            throw failure.get();
        }
    }

    @Test
    void shouldUseTheNamedClasses() {
        Codec<Reward> codec = codecs(ConfluentAvroSerializer.class.getName(), ConfluentAvroDeserializer.class.getName())
                .rewards("rewards");

        assertThat(codec.decode(codec.encode(Samples.REWARD))).isEqualTo(new Decoded.Value<>(Samples.REWARD));
    }

    @Test
    void shouldConfigureThemForGeneratedClasses() {
        codecs("", Failing.class.getName()).close();

        assertThat(Failing.strategy).isEqualTo("io.confluent.kafka.serializers.subject.RecordNameStrategy");
        assertThat(Failing.specific).isEqualTo(true);
    }

    @Test
    void shouldSayWhichClassIsMissingOrWrong() {
        assertThatThrownBy(() -> codecs("io.confluent.kafka.serializers.KafkaAvroSerializer", ""))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll("bandit.avro.serializer.class", "KafkaAvroSerializer", "class path");
        assertThatThrownBy(() -> codecs("", "java.lang.String"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll("bandit.avro.deserializer.class", "java.lang.String", "Deserializer");
    }

    @Test
    void shouldRefuseWhatAnotherDeserializerMakesOfAValue() {
        assertThat(codecs("", StringDeserializer.class.getName())
                        .rewards("rewards")
                        .decode(new byte[] {'x'}))
                .isEqualTo(
                        new Decoded.Failure<>(DeadLetterReason.INCOMPATIBLE_SCHEMA, "the value is a x, not a Reward"));
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new SerializationException("Unknown magic byte!"), DeadLetterReason.UNDECODABLE),
                Arguments.of(wrapped(new RestClientException(404)), DeadLetterReason.UNKNOWN_SCHEMA),
                Arguments.of(wrapped(new RestClientException(422)), DeadLetterReason.INCOMPATIBLE_SCHEMA),
                Arguments.of(wrapped(new AvroTypeException("x")), DeadLetterReason.INCOMPATIBLE_SCHEMA),
                Arguments.of(wrapped(new EOFException()), DeadLetterReason.UNDECODABLE),
                Arguments.of(wrapped(new IOException("Invalid int encoding")), DeadLetterReason.UNDECODABLE),
                Arguments.of(new IndexOutOfBoundsException(), DeadLetterReason.UNDECODABLE));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void shouldFindTheReason(RuntimeException failure, DeadLetterReason reason) {
        Failing.failure = () -> failure;

        assertThat(codecs("", Failing.class.getName()).rewards("rewards").decode(new byte[1]))
                .isEqualTo(new Decoded.Failure<>(reason, String.valueOf(failure.getMessage())));
    }

    static Stream<RuntimeException> outages() {
        return Stream.of(
                wrapped(new RestClientException(503)),
                wrapped(new RestClientException(401)),
                wrapped(new ConnectException("refused")),
                wrapped(new SocketTimeoutException("read")),
                new DisconnectException("registry"));
    }

    @ParameterizedTest
    @MethodSource("outages")
    void shouldNotBlameTheRecordForAnOutage(RuntimeException failure) {
        Failing.failure = () -> failure;

        assertThatThrownBy(() ->
                        codecs("", Failing.class.getName()).rewards("rewards").decode(new byte[1]))
                .isInstanceOf(CodecUnavailableException.class)
                .hasCause(failure);
    }

    /** Avro's own decoder, as Confluent's deserializer uses it, would make a list of 2^27 places of this. */
    @Test
    void shouldBoundAvrosOwnDecoder() {
        codecs("", Failing.class.getName()).close();
        Schema nulls = Schema.createArray(Schema.create(Schema.Type.NULL));
        byte[] bytes = Encoded.avro(encoder -> {
            encoder.writeLong(1 << 27);
            encoder.writeLong(0);
        });

        assertThatThrownBy(() -> new GenericDatumReader<>(nulls)
                        .read(null, DecoderFactory.get().binaryDecoder(bytes, null)))
                .isInstanceOf(SystemLimitException.class);
    }

    @Test
    void shouldOutliveAnOverflowOfTheStack() {
        Failing.failure = Failing::overflow;

        assertThat(codecs("", Failing.class.getName()).rewards("rewards").decode(new byte[1]))
                .isEqualTo(new Decoded.Failure<>(DeadLetterReason.UNDECODABLE, "the value is nested too deeply"));
    }

    private static RuntimeException wrapped(Exception cause) {
        return new SerializationException("Error deserializing Avro message for id 1", cause);
    }

    private static Codecs codecs(String serializer, String deserializer) {
        return new Codecs(Map.of(
                "schema.registry.url",
                REGISTRY.url(),
                "bandit.avro.serializer.class",
                serializer,
                "bandit.avro.deserializer.class",
                deserializer,
                "value.subject.name.strategy",
                "RecordNameStrategy"));
    }
}
