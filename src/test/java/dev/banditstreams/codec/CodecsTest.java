package dev.banditstreams.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.banditstreams.demo.EmbeddedRegistry;
import dev.banditstreams.model.DeadLetterReason;
import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.Reward;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class CodecsTest extends CodecsContract {

    private static final EmbeddedRegistry REGISTRY = EmbeddedRegistry.start(0);

    @AfterAll
    static void closeRegistry() {
        REGISTRY.close();
    }

    @Override
    protected String url() {
        return REGISTRY.url();
    }

    @Test
    void shouldRefuseWhatIsNotTheWireFormat() {
        Codec<Reward> codec = codecs.rewards("rewards");

        assertThat(List.of(new byte[0], new byte[4], "{\"rewardId\":1}".getBytes(UTF_8)))
                .allSatisfy(bytes -> assertThat(codec.decode(bytes))
                        .isEqualTo(failure(
                                DeadLetterReason.UNDECODABLE,
                                "the value doesn't start with a zero byte and a schema id;"
                                        + " write it with a serializer of the Confluent wire format")));
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

            nanos.addAndGet(WriterSchemas.UNKNOWN_LIFETIME.toNanos() + 1);
            assertThatThrownBy(() -> deserializer.deserialize("t", unknown)).isInstanceOf(UnreadableException.class);
            assertThat(front.requests()).hasSize(2);
            deserializer.close();
        }
    }

    @Test
    void shouldSayThatTheRegistryDoesNotAnswerAndReadWhatItKnows() {
        EmbeddedRegistry registry = EmbeddedRegistry.start(0);
        try (Codecs own = new Codecs(Map.of("schema.registry.url", registry.url(), "max.retries", 0))) {
            Codec<Reward> codec = own.rewards("rewards");
            byte[] known = codec.encode(Samples.REWARD);
            codec.decode(known);

            registry.close();

            assertThat(codec.decode(known)).isEqualTo(new Decoded.Value<>(Samples.REWARD));
            assertThat(codec.encode(Samples.REWARD)).isEqualTo(known);
            assertThatThrownBy(() -> codec.decode(Encoded.wire(99, new byte[3])))
                    .isInstanceOf(CodecUnavailableException.class);
            assertThatThrownBy(() -> own.outcomes("outcomes").encode(Samples.OUTCOMES))
                    .isInstanceOf(CodecUnavailableException.class);
        }
    }

    @Test
    void shouldServeManyThreads() {
        Codec<Recommendation> codec = codecs.recommendations("recommendations");

        assertThat(IntStream.range(0, 20_000).parallel().mapToObj(i -> {
                    Recommendation own = Samples.recommendation("r-" + i);
                    return codec.decode(codec.encode(own)).equals(new Decoded.Value<>(own));
                }))
                .containsOnly(true);
    }
}
