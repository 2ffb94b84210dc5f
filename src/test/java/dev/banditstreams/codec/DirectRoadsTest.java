package dev.banditstreams.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is read and written without generated classes is what they read and write, for every record and every damage.
 */
class DirectRoadsTest {

    static List<Mapping<?, ?>> reading() {
        return List.of(
                new RecommendationMapping(),
                new ScoringRequestMapping(),
                new OutcomesMapping(),
                new SlateStateMapping(),
                new ArmStateMapping());
    }

    static List<Mapping<?, ?>> writing() {
        return List.of(
                new RecommendationMapping(),
                new SlateStateMapping(),
                new ParkedRequestMapping(),
                new OutcomesMapping(),
                new ArmStateMapping());
    }

    @ParameterizedTest
    @MethodSource("reading")
    <A extends SpecificRecord, T> void shouldReadAlike(Mapping<A, T> mapping) {
        RecordReader<T> direct = AvroReader.direct(mapping.direct().orElseThrow());
        RecordReader<T> classes = classes(mapping);
        RandomValues random = new RandomValues(11);
        int refused = 0;
        for (int round = 0; round < 4_000; round++) {
            byte[] bytes = RandomRequests.avro(GeneratedClasses.schema(mapping.type()), random);
            if (round % 4 > 0) {
                bytes = random.damaged(bytes);
            }
            String expected = outcome(classes, bytes);
            assertThat(outcome(direct, bytes)).as("round %d", round).isEqualTo(expected);
            refused += expected.startsWith("refused") ? 1 : 0;
        }
        assertThat(refused).isBetween(200, 3_000);
    }

    @ParameterizedTest
    @MethodSource("writing")
    <A extends SpecificRecord, T> void shouldWriteTheSameBytes(Mapping<A, T> mapping) throws IOException {
        DirectWriter<T> direct = new DirectWriter<>(mapping.directWriting().orElseThrow());
        RandomValues random = new RandomValues(12);
        for (int round = 0; round < 2_000; round++) {
            T value = classes(mapping).read(RandomRequests.avro(GeneratedClasses.schema(mapping.type()), random), 0);
            ByteArrayOutputStream expected = new ByteArrayOutputStream();
            expected.writeBytes(new byte[] {1, 2, 3});
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(expected, null);
            new SpecificDatumWriter<A>(GeneratedClasses.schema(mapping.type()), GeneratedClasses.data())
                    .write(mapping.toAvro(value), encoder);
            encoder.flush();

            assertThat(direct.write(new byte[] {1, 2, 3}, value))
                    .as("round %d", round)
                    .isEqualTo(expected.toByteArray());
        }
    }

    private static <A extends SpecificRecord, T> RecordReader<T> classes(Mapping<A, T> mapping) {
        RecordReader<IndexedRecord> records = GeneratedClasses.reader(GeneratedClasses.schema(mapping.type()));
        return (bytes, offset) -> mapping.toModel(mapping.type().cast(records.read(bytes, offset)));
    }

    private static String outcome(RecordReader<?> reader, byte[] bytes) {
        try {
            return "read: " + reader.read(bytes, 0);
        } catch (UnreadableException e) {
            return "refused: " + e.reason();
        }
    }
}
