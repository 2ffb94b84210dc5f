package dev.banditstreams.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.demo.EmbeddedRegistry;
import dev.banditstreams.model.DeadLetterReason;
import dev.banditstreams.model.Reward;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a registry holds under an id, a record that names it comes to a failure, in time and with little stack. */
class HostileSchemasTest {

    /** A quarter of what a stream thread has. */
    private static final long STACK_BYTES = 256 << 10;

    private static final int DEEP = 5_000;

    @SuppressWarnings("unused") // by MethodSource
    static Iterable<Arguments> answers() {
        return List.of(
                Arguments.of("{\"schema\":\"{\"}", "is no Avro schema"),
                Arguments.of("{\"schema\":\"\\\"string\\\"\"}", "there is no class"),
                Arguments.of("{\"schema\":\"x\",\"schemaType\":\"PROTOBUF\"}", "of type PROTOBUF"),
                Arguments.of("{\"schema\":\"x\",\"references\":[{\"name\":\"a\"}]}", "refers to other schemas"),
                Arguments.of("{\"nothing\":1}", "is no Avro schema"),
                Arguments.of(schema("{'type':'record','name':'R','fields':[]}"), "without fields"),
                Arguments.of(schema("{'type':'record','name':'R','fields':[{'name':'r','type':'R'}]}"), "recursive"),
                Arguments.of(schema(nestedArrays(100)), "levels deep"),
                Arguments.of(schema(nestedArrays(900)), "is no Avro schema"),
                Arguments.of(schema(nestedArrays(DEEP)), "is no Avro schema"),
                Arguments.of(schema(nestedRecords(40)), "levels deep"),
                Arguments.of(schema(nestedRecords(DEEP)), "is no Avro schema"),
                Arguments.of(schema("[".repeat(DEEP)), "is no Avro schema"),
                Arguments.of(schema("'" + "x".repeat(SchemaLimits.MAX_TEXT) + "'"), "is longer than"),
                Arguments.of(schema(doublingRecords(25)), "2000 types"));
    }

    @ParameterizedTest
    @MethodSource("answers")
    @Timeout(value = 20, unit = TimeUnit.SECONDS)
    void shouldRefuse(String answer, String problem) throws Exception {
        Decoded<Reward> decoded = decodeWithLittleStack(answer);

        assertThat(decoded).isInstanceOfSatisfying(Decoded.Failure.class, failure -> {
            assertThat(failure.reason()).isEqualTo(DeadLetterReason.INCOMPATIBLE_SCHEMA);
            assertThat(failure.message()).contains(problem).hasSizeLessThan(600);
        });
    }

    private static Decoded<Reward> decodeWithLittleStack(String answer) throws Exception {
        CompletableFuture<Decoded<Reward>> decoded = new CompletableFuture<>();
        try (EmbeddedRegistry behind = EmbeddedRegistry.start(0);
                RegistryInFront front = new RegistryInFront(behind.url());
                Codecs codecs = new Codecs(Map.of("schema.registry.url", front.url()))) {
            Codec<Reward> codec = codecs.rewards("rewards");
            front.next(RegistryInFront.status(200, answer));
            Thread thread = new Thread(
                    null,
                    () -> {
                        try {
                            decoded.complete(codec.decode(Encoded.wire(1, new byte[10])));
                        } catch (Throwable e) {
                            decoded.completeExceptionally(e);
                        }
                    },
                    "little-stack",
                    STACK_BYTES);
            thread.start();
            return decoded.get(20, TimeUnit.SECONDS);
        }
    }

    private static String schema(String json) {
        return "{\"schema\":\"" + json.replace("'", "\\\"") + "\"}";
    }

    private static String nestedArrays(int depth) {
        return "{'type':'array','items':".repeat(depth) + "'int'" + "}".repeat(depth);
    }

    private static String nestedRecords(int depth) {
        StringBuilder json = new StringBuilder("'int'");
        for (int level = 0; level < depth; level++) {
            json.insert(0, "{'type':'record','name':'R" + level + "','fields':[{'name':'f','type':")
                    .append("}]}");
        }
        return json.toString();
    }

    private static String doublingRecords(int levels) {
        String json = "'null'";
        for (int level = 0; level < levels; level++) {
            String second = level == 0 ? "'null'" : "'R" + (level - 1) + "'";
            json = "{'type':'record','name':'R" + level + "','fields':[{'name':'a','type':" + json
                    + "},{'name':'b','type':" + second + "}]}";
        }
        return json;
    }
}
