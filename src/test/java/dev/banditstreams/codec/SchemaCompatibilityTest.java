package dev.banditstreams.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the schemas of {@code schemas/} against the copies of what was agreed, {@code src/test/resources/schemas/}.
 *
 * <p>If a test here fails, its message says what to do.
 */
class SchemaCompatibilityTest {

    /** Written or read by others: old and new programs meet in both directions. */
    private static final Set<String> EXCHANGED = Set.of(
            "ScoringRequest", "FeatureRecord", "CandidateSet", "Reward", "Recommendation", "Outcomes", "DeadLetter");

    private static final Path FINGERPRINTS = SchemaFiles.COPIES.resolve("state-fingerprints.txt");

    /** Written by this version, read by it and later ones. */
    static Stream<StateSerde<?, ?>> state() {
        return Stream.of(
                        StateSerdes.userState(),
                        StateSerdes.itemState(),
                        StateSerdes.candidateSet(),
                        StateSerdes.armState(),
                        StateSerdes.slateState(),
                        StateSerdes.parkedRewards(),
                        StateSerdes.parkedRequest())
                .map(serde -> (StateSerde<?, ?>) serde);
    }

    static Set<String> names() {
        return SchemaFiles.contract().keySet();
    }

    @Test
    void shouldHaveACopyOfEachSchema() {
        assertThat(SchemaFiles.copies().keySet())
                .as("copy a new schema to %s; one that was agreed stays, its topics are not empty", SchemaFiles.COPIES)
                .isEqualTo(names());
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldStayCompatible(String name) {
        Schema current = SchemaFiles.contract().get(name);
        Schema copy = SchemaFiles.copies().get(name);

        assertThat(objections(name, copy, current)).isEmpty();
        assertThat(current)
                .as(
                        "schemas/%s.avsc changed, compatibly: 1. if it is state, copy its former version to"
                                + " src/main/resources/schemas/former/%1$s.<next number>.avsc; 2. copy it to %s;"
                                + " 3. say so in CHANGELOG.md",
                        name, SchemaFiles.COPIES)
                .isEqualTo(copy);
    }

    @ParameterizedTest
    @MethodSource("state")
    void shouldStillKnowTheStateThatWasEverWritten(StateSerde<?, ?> serde) throws IOException {
        String name = serde.name();
        Set<String> written = Files.readAllLines(FINGERPRINTS).stream()
                .filter(line -> line.startsWith(name + " "))
                .collect(Collectors.toSet());
        String current = name + " "
                + Long.toHexString(SchemaNormalization.parsingFingerprint64(
                        SchemaFiles.contract().get(name)));

        assertThat(written)
                .as("add the line '%s' to %s, and never remove one", current, FINGERPRINTS)
                .contains(current);
        assertThat(serde.fingerprints())
                .as(
                        "state that was written with an earlier %s can't be read: put that version's schema back into"
                                + " src/main/resources/schemas/former/",
                        name)
                .extracting(fingerprint -> name + " " + Long.toHexString(fingerprint))
                .containsAll(written);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Reward   | {'name':'rewardId','type':'string'}            | {'name':'rewardId','type':'int'}                 | TYPE_MISMATCH
            Reward   | {'name':'rewardId','type':'string'}            | {'name':'rewardId','type':'string'},{'name':'b','type':'int'} | without a default
            Reward   | {'name':'a','type':'int'},{'name':'b','type':'int'} | {'name':'a','type':'int'}                   | without a default
            Reward   | {'name':'a','type':'long'}                     | {'name':'a','type':'int'}                        | TYPE_MISMATCH
            Reward   | {'name':'a','type':'int'}                      | {'name':'a','type':'long'}                       | TYPE_MISMATCH
            Reward   | {'name':'a','type':'int'}                      | {'name':'b','type':'int','default':0}            | without a default
            Reward   | {'name':'a','type':{'type':'enum','name':'E','symbols':['A','B']}} | {'name':'a','type':{'type':'enum','name':'E','symbols':['A']}} | MISSING_ENUM_SYMBOLS
            ArmState | {'name':'a','type':'long'}                     | {'name':'a','type':'int'}                        | TYPE_MISMATCH
            ArmState | {'name':'a','type':'long'}                     | {'name':'a','type':'long'},{'name':'b','type':'int'} | without a default
            """)
    void shouldRefuseAnIncompatibleChange(String name, String before, String after, String problem) {
        assertThat(objections(name, record(before), record(after)))
                .anySatisfy(objection -> assertThat(objection).contains("schemas/" + name + ".avsc", problem));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Reward   | {'name':'a','type':'int'}                           | {'name':'a','type':'int'},{'name':'b','type':['null','int'],'default':null}
            Reward   | {'name':'a','type':'int','default':1}               | {'name':'b','type':'int','default':0}
            ArmState | {'name':'a','type':'int'}                           | {'name':'a','type':'long'}
            ArmState | {'name':'a','type':'int'},{'name':'b','type':'int'} | {'name':'a','type':'int'}
            """)
    void shouldAllowACompatibleChange(String name, String before, String after) {
        assertThat(objections(name, record(before), record(after))).isEmpty();
    }

    /** A service that was updated restores from what its former version wrote. */
    @Test
    void shouldReadStateOfAFormerVersion() throws IOException {
        Schema former = Encoded.schema("{'type':'record','name':'SetState','namespace':'dev.banditstreams.codec.avro',"
                + "'fields':[{'name':'eventTime','type':'int'},{'name':'setId','type':'string'},"
                + "{'name':'items','type':{'type':'array','items':'string'}},{'name':'gone','type':'double'}]}");
        StateSerde<?, ?> serde = new StateSerde<>(new SetStateMapping(), List.of(former));
        GenericData.Record record = new GenericRecordBuilder(former)
                .set("eventTime", 5)
                .set("setId", "evening")
                .set("items", List.of("a", "b"))
                .set("gone", 1.5)
                .build();
        ByteBuffer written = new BinaryMessageEncoder<GenericData.Record>(new GenericData(), former).encode(record);

        assertThat(serde.deserialize("sets", Buffers.bytes(written))).isEqualTo(Samples.SET);
    }

    @Test
    void shouldFindFormerSchemasByTheirNumbers() {
        assertThat(FormerSchemas.of("Sample"))
                .extracting(schema -> schema.getField("a").schema().getType())
                .containsExactly(Schema.Type.INT, Schema.Type.LONG);
        assertThat(FormerSchemas.of("Nothing")).isEmpty();
    }

    /** What is refused, with what to do instead. */
    private static List<String> objections(String name, Schema before, Schema after) {
        List<String> objections = new ArrayList<>();
        Function<String, String> sentence = problem -> "schemas/" + name + ".avsc " + problem
                + "; add fields with a default, never rename or remove one without, and never change a type:"
                + " a new meaning is a new field";
        between(after, before)
                .forEach(problem ->
                        objections.add(sentence.apply("can't read what its former version wrote: " + problem)));
        if (EXCHANGED.contains(name)) {
            between(before, after)
                    .forEach(problem -> objections.add(
                            sentence.apply("can't be read by programs with its former version: " + problem)));
        }
        return objections;
    }

    private static Stream<String> between(Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult()
                .getIncompatibilities()
                .stream()
                .map(problem -> switch (problem.getType()) {
                    case READER_FIELD_MISSING_DEFAULT_VALUE ->
                        "field " + problem.getMessage() + " is without a default";
                    default -> problem.getType() + ", " + problem.getMessage() + " at " + problem.getLocation();
                });
    }

    private static Schema record(String fields) {
        return Encoded.schema("{'type':'record','name':'R','fields':[" + fields + "]}");
    }
}
