package dev.banditstreams.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.demo.EmbeddedRegistry;
import dev.banditstreams.model.DeadLetterReason;
import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.ScoringRequest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;

/** Whatever the bytes are, decoding them comes to a value or to a failure with a reason. */
class HostileBytesTest {

    private static final EmbeddedRegistry REGISTRY = EmbeddedRegistry.start(0);
    private static final SchemaRegistry CLIENT =
            new SchemaRegistry(RegistryAccess.of(new ConfluentConfig(Map.of("schema.registry.url", REGISTRY.url()))));
    private static final Codecs CODECS = new Codecs(Map.of("schema.registry.url", REGISTRY.url()));
    private static final Codec<ScoringRequest> REQUESTS = CODECS.scoringRequests("scoring-requests");
    private static final Codec<Recommendation> RECOMMENDATIONS = CODECS.recommendations("recommendations");

    private static final byte[] REQUEST = REQUESTS.encode(Samples.REQUEST);
    private static final byte[] RECOMMENDATION = RECOMMENDATIONS.encode(Samples.RECOMMENDATION);

    /** Writers' schemas that read as a scoring request in part, or not at all. */
    private static final List<Integer> ODD_SCHEMAS = Stream.of(
                    record("{'name':'requestId','type':'string'}"),
                    record("{'name':'nulls','type':{'type':'array','items':'null'}}"),
                    record("{'name':'requestId','type':'bytes'},{'name':'userId','type':'bytes'},"
                            + "{'name':'k','type':['null','int','string']},{'name':'eventTime','type':'int'},"
                            + "{'name':'more','type':{'type':'map','values':{'type':'array','items':['null','float',"
                            + "{'type':'fixed','name':'None','size':0},{'type':'fixed','name':'Some','size':9}]}}}"),
                    record("{'name':'self','type':['null','ScoringRequest']}"),
                    Encoded.schema("'string'"),
                    Encoded.schema("{'type':'map','values':'long'}"),
                    Encoded.schema("['null','int']"),
                    Encoded.schema("{'type':'record','name':'ScoringRequest','namespace':'elsewhere','fields':[]}"),
                    Encoded.schema("{'type':'record','name':'String','namespace':'java.lang',"
                            + "'fields':[{'name':'value','type':'bytes'}]}"))
            .map(schema -> CLIENT.register("odd-" + System.identityHashCode(schema), schema, false))
            .toList();

    @AfterContainer
    static void close() {
        CODECS.close();
        REGISTRY.close();
    }

    @Property(tries = 2_000, seed = "1")
    void shouldComeToAFailureForRandomBytes(@ForAll @Size(max = 200) byte[] bytes) {
        assertThat(REQUESTS.decode(bytes)).isInstanceOf(Decoded.Failure.class);
    }

    @Property(tries = 5_000, seed = "1")
    void shouldDecodeAnyBodyUnderAGoodSchema(@ForAll @Size(max = 200) byte[] body) {
        Decoded<?> decoded = REQUESTS.decode(Encoded.wire(id(REQUEST), body));

        if (decoded instanceof Decoded.Failure<?> failure) {
            assertThat(failure.reason()).isEqualTo(DeadLetterReason.UNDECODABLE);
            assertThat(failure.message()).isNotBlank();
        }
    }

    @Property(tries = 5_000, seed = "1")
    void shouldDecodeAnyBodyUnderAnOddSchema(@ForAll("oddSchemas") int id, @ForAll @Size(max = 200) byte[] body) {
        assertThat(REQUESTS.decode(Encoded.wire(id, body))).isInstanceOfSatisfying(Decoded.Failure.class, failure -> {
            assertThat(failure.reason()).isIn(DeadLetterReason.UNDECODABLE, DeadLetterReason.INCOMPATIBLE_SCHEMA);
            assertThat(failure.message()).isNotBlank();
        });
    }

    @Property(seed = "1")
    void shouldRefuseEveryTruncation(@ForAll @IntRange(min = 0, max = 10_000) int length) {
        byte[] cut = Arrays.copyOf(RECOMMENDATION, length % RECOMMENDATION.length);

        assertThat(RECOMMENDATIONS.decode(cut))
                .isInstanceOfSatisfying(
                        Decoded.Failure.class,
                        failure -> assertThat(failure.reason()).isEqualTo(DeadLetterReason.UNDECODABLE));
    }

    @Property(tries = 10_000, seed = "1")
    void shouldDecodeAfterAnyBitFlips(
            @ForAll @Size(min = 1, max = 3) List<@IntRange(min = 0, max = 1 << 20) Integer> bits) {
        byte[] flipped = RECOMMENDATION.clone();
        for (int bit : bits) {
            int at = 40 + bit % (8 * flipped.length - 40); // past the wire format's header
            flipped[at / 8] ^= (byte) (1 << (at % 8));
        }

        Decoded<Recommendation> decoded = RECOMMENDATIONS.decode(flipped);

        if (decoded instanceof Decoded.Value<Recommendation> value) {
            assertThat(RECOMMENDATIONS.decode(RECOMMENDATIONS.encode(value.value())))
                    .isEqualTo(decoded);
        }
    }

    @Property(tries = 500, seed = "1")
    void shouldReadAnyStateBytesOrThrowOneException(@ForAll @Size(max = 200) byte[] body) {
        byte[] bytes = StateSerdes.armState().serializer().serialize("arms", Samples.ARM);
        byte[] hostile = Arrays.copyOf(bytes, 10 + body.length);
        System.arraycopy(body, 0, hostile, 10, body.length);

        try {
            StateSerdes.armState().deserializer().deserialize("arms", hostile);
        } catch (SerializationException e) {
            assertThat(e).hasMessageContaining("arms");
        }
    }

    @Provide
    Arbitrary<Integer> oddSchemas() {
        return Arbitraries.of(ODD_SCHEMAS);
    }

    private static Schema record(String fields) {
        return Encoded.schema("{'type':'record','name':'ScoringRequest','namespace':'dev.banditstreams.codec.avro',"
                + "'fields':[" + fields + "]}");
    }

    private static int id(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getInt(1);
    }
}
