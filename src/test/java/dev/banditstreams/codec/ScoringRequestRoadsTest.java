package dev.banditstreams.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.demo.EmbeddedRegistry;
import dev.banditstreams.model.ItemIds;
import dev.banditstreams.model.ScoringRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The road straight from the bytes, the one over generated classes, and Avro's own generic reader come to the same. */
class ScoringRequestRoadsTest {

    private static final EmbeddedRegistry REGISTRY = EmbeddedRegistry.start(0);
    private static final SchemaRegistry CLIENT =
            new SchemaRegistry(RegistryAccess.of(new ConfluentConfig(Map.of("schema.registry.url", REGISTRY.url()))));
    private static final Codecs BUILT_IN = new Codecs(Map.of("schema.registry.url", REGISTRY.url()));
    private static final Codecs NAMED = new Codecs(Map.of(
            "schema.registry.url",
            REGISTRY.url(),
            "bandit.avro.deserializer.class",
            ConfluentAvroDeserializer.class.getName()));

    private static final Schema CONTRACT = RequestWriter.CONTRACT.schema();
    private static final ScoringRequestMapping MAPPING = new ScoringRequestMapping();
    private static final RecordReader<ScoringRequest> DIRECT =
            AvroReader.direct(MAPPING.direct().orElseThrow());

    @AfterAll
    static void close() {
        BUILT_IN.close();
        NAMED.close();
        REGISTRY.close();
    }

    @ParameterizedTest
    @EnumSource
    void shouldReadWhatAvrosGenericReaderResolves(RequestWriter writer) throws IOException {
        RandomValues random = new RandomValues(1);
        int id = id(writer);
        for (int round = 0; round < 300; round++) {
            byte[] avro = RandomRequests.avro(writer.schema(), random);
            byte[] wire = Encoded.wire(id, avro);
            ScoringRequest expected = resolved(writer.schema(), avro);

            ScoringRequest read = value(BUILT_IN.scoringRequests("t").decode(wire));

            assertThat(read).as("round %d", round).isEqualTo(expected);
            assertThat(value(NAMED.scoringRequests("t").decode(wire))).isEqualTo(expected);
            assertFacts(read.candidates());
            assertFacts(read.exclude());
        }
    }

    /** Which road was taken shows in whether the ids were copied. */
    @ParameterizedTest
    @EnumSource
    void shouldGoStraightWhereTheSameIsWritten(RequestWriter writer) {
        RandomValues random = new RandomValues(2);
        byte[] wire;
        ScoringRequest read;
        do {
            wire = Encoded.wire(id(writer), RandomRequests.avro(writer.schema(), random));
            read = value(BUILT_IN.scoringRequests("t").decode(wire));
        } while (writer.schema().getField("candidates") != null
                && read.candidates().size() != 1);

        assertThat(read.candidates().bytes() == wire).isEqualTo(writer.isWrittenAsTheContract());
    }

    @Test
    void shouldReadSeveralBlocksWithAndWithoutTheirSizes() {
        RandomValues random = new RandomValues(3);
        for (int round = 0; round < 1_000; round++) {
            ScoringRequest request = RandomRequests.request(random);
            byte[] bytes = RandomRequests.inBlocks(request, random);

            assertThat(DIRECT.read(bytes, 0)).isEqualTo(request);
            assertThat(general().read(bytes, 0)).isEqualTo(request);
        }
    }

    @Test
    void shouldAgreeOnDamagedBytes() {
        RandomValues random = new RandomValues(4);
        RecordReader<ScoringRequest> general = general();
        int values = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] damaged = random.damaged(RandomRequests.inBlocks(RandomRequests.request(random), random));

            Decoded<ScoringRequest> expected = outcome(general, damaged);

            assertThat(outcome(DIRECT, damaged)).as("round %d", round).isEqualTo(expected);
            values += expected instanceof Decoded.Value ? 1 : 0;
        }
        assertThat(values).as("neither all good nor all bad").isBetween(2_000, 18_000);
    }

    @Test
    void shouldAgreeOnEveryTruncation() {
        byte[] bytes = RandomRequests.inBlocks(Samples.REQUEST, new RandomValues(5));
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);

            assertThat(outcome(DIRECT, cut)).isInstanceOf(Decoded.Failure.class).isEqualTo(outcome(general(), cut));
        }
    }

    private static int id(RequestWriter writer) {
        return CLIENT.register("writer-" + writer, writer.schema(), false);
    }

    private static RecordReader<ScoringRequest> general() {
        RecordReader<?> records = GeneratedClasses.reader(CONTRACT);
        return (bytes, offset) ->
                MAPPING.toModel((dev.banditstreams.codec.avro.ScoringRequest) records.read(bytes, offset));
    }

    /** The value, or the reason alone: the roads say it in words of their own. */
    private static Decoded<ScoringRequest> outcome(RecordReader<ScoringRequest> road, byte[] bytes) {
        try {
            ScoringRequest request = road.read(bytes, 0);
            assertFacts(request.candidates());
            return new Decoded.Value<>(request);
        } catch (UnreadableException e) {
            return new Decoded.Failure<>(e.reason(), "");
        }
    }

    private static void assertFacts(ItemIds ids) {
        List<String> texts = ids.texts();
        assertThat(ids.size()).isEqualTo(texts.size());
        assertThat(ids.longest())
                .isEqualTo(texts.stream()
                        .mapToInt(text -> text.getBytes(UTF_8).length)
                        .max()
                        .orElse(0));
        assertThat(ids.firstBlank())
                .isEqualTo(texts.stream()
                        .filter(String::isBlank)
                        .findFirst()
                        .map(texts::indexOf)
                        .orElse(-1));
    }

    private static ScoringRequest resolved(Schema writer, byte[] avro) throws IOException {
        GenericRecord record = new GenericDatumReader<GenericRecord>(writer, CONTRACT)
                .read(null, DecoderFactory.get().binaryDecoder(avro, null));
        Map<String, String> context = new HashMap<>();
        ((Map<?, ?>) record.get("context")).forEach((name, text) -> context.put(name.toString(), text.toString()));
        Object set = record.get("candidateSet");
        return new ScoringRequest(
                record.get("requestId").toString(),
                record.get("userId").toString(),
                record.get("placement").toString(),
                texts(record.get("candidates")),
                set == null ? null : set.toString(),
                (Integer) record.get("k"),
                texts(record.get("exclude")),
                (Long) record.get("deadlineMs"),
                (Long) record.get("eventTime"),
                context);
    }

    private static List<String> texts(Object array) {
        return ((List<?>) array).stream().map(Object::toString).toList();
    }

    private static ScoringRequest value(Decoded<ScoringRequest> decoded) {
        if (decoded instanceof Decoded.Value<ScoringRequest> value) {
            return value.value();
        }
        throw new AssertionError("not read: " + decoded);
    }
}
