package dev.banditstreams.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.demo.EmbeddedRegistry;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CodecsTest {

    private static final EmbeddedRegistry REGISTRY = EmbeddedRegistry.start(0);
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
}
