package dev.banditstreams.vertex;

import static dev.banditstreams.vertex.VertexApi.LEGACY;
import static dev.banditstreams.vertex.VertexApi.ONLINE_STORE;
import static dev.banditstreams.vertex.VertexApi.ONLINE_STORE_STREAMING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.demo.StoreBehaviour;
import dev.banditstreams.demo.StoreFault;
import dev.banditstreams.demo.StoreLatency;
import dev.banditstreams.features.FailureCode;
import dev.banditstreams.features.FeatureAnswer;
import dev.banditstreams.features.FeatureAnswer.Failed;
import dev.banditstreams.features.FeatureAnswer.Found;
import dev.banditstreams.features.FeatureQuery;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the three adapters make of a store that is not well: every entity has an answer, whatever happens. */
class FaultyStoreTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final List<String> FULL = List.of("whole", "text");

    /** With a column that has no value. */
    private static final List<String> GAPS = List.of("whole", "blank", "text");

    private static TestStore store;

    @BeforeAll
    static void start() throws IOException {
        store = new TestStore();
    }

    @AfterAll
    static void stop() {
        store.close();
    }

    /** "found": all of them. */
    static Stream<Arguments> faults() {
        return Stream.of(
                        same(StoreFault.NONE, "found"),
                        same(StoreFault.RESET, "UNAVAILABLE"),
                        same(StoreFault.UNAVAILABLE, "UNAVAILABLE"),
                        same(StoreFault.RESOURCE_EXHAUSTED, "EXHAUSTED"),
                        same(StoreFault.INTERNAL, "INTERNAL"),
                        same(StoreFault.PERMISSION_DENIED, "REFUSED"),
                        same(StoreFault.EMPTY, "UNANSWERED"),
                        same(StoreFault.GARBAGE, "UNREADABLE"),
                        same(StoreFault.SPLIT, "found"),
                        same(StoreFault.REORDERED, "found"),
                        same(StoreFault.WRONG_FEATURES, "found"),
                        same(StoreFault.HUGE, "found"),
                        Stream.of(
                                Arguments.of(ONLINE_STORE, StoreFault.DUPLICATED, "UNREADABLE"),
                                Arguments.of(ONLINE_STORE_STREAMING, StoreFault.DUPLICATED, "found"),
                                Arguments.of(LEGACY, StoreFault.DUPLICATED, "found"),
                                Arguments.of(ONLINE_STORE, StoreFault.WRONG_IDS, "UNREADABLE"),
                                Arguments.of(ONLINE_STORE_STREAMING, StoreFault.WRONG_IDS, "UNANSWERED"),
                                Arguments.of(LEGACY, StoreFault.WRONG_IDS, "UNANSWERED")))
                .flatMap(Function.identity());
    }

    private static Stream<Arguments> same(StoreFault fault, String expected) {
        return Stream.of(VertexApi.values()).map(api -> Arguments.of(api, fault, expected));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void shouldSayWhatBecameOfEachEntity(VertexApi api, StoreFault fault, String expected) throws Exception {
        store.fake.behave(StoreBehaviour.of(fault));
        assertThat(outcomes(api, TestStore.users(GAPS, "u1", "u2", "u3"))).isEqualTo(Map.of(expected, 3L));
    }

    @ParameterizedTest
    @EnumSource
    void shouldGiveUpAtTheDeadline(VertexApi api) throws Exception {
        store.fake.behave(StoreBehaviour.of(StoreFault.HANG));
        assertThat(outcomes(api, TestStore.users(SHORT, GAPS, TestStore.ids(5))))
                .isEqualTo(Map.of("DEADLINE", 5L));
    }

    @ParameterizedTest
    @EnumSource
    void shouldPassOverAnAnswerAfterTheDeadline(VertexApi api) throws Exception {
        store.fake.behave(StoreBehaviour.HEALTHY.after(StoreLatency.fixed(600)));
        assertThat(outcomes(api, TestStore.users(SHORT, GAPS, TestStore.ids(5))))
                .isEqualTo(Map.of("DEADLINE", 5L));
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotCallAfterTheDeadline(VertexApi api) throws Exception {
        store.fake.behave(StoreBehaviour.HEALTHY);
        long calls = store.fake.counters().calls();
        assertThat(outcomes(api, TestStore.users(Duration.ZERO, GAPS, Set.of("u1"))))
                .isEqualTo(Map.of("DEADLINE", 1L));
        assertThat(store.fake.counters().calls()).isEqualTo(calls);
    }

    /** Of 100 entities 40; with a call for each, those whose ids hash so. */
    @ParameterizedTest
    @EnumSource
    void shouldKeepThePartThatCame(VertexApi api) throws Exception {
        long kept = api == ONLINE_STORE
                ? TestStore.ids(100).stream()
                        .filter(id -> Math.floorMod(id.hashCode(), 100) < 40)
                        .count()
                : 40;
        FeatureQuery query = TestStore.users(FULL, TestStore.ids(100).toArray(String[]::new));

        store.fake.behave(StoreBehaviour.of(StoreFault.PARTIAL));
        assertThat(outcomes(api, query)).isEqualTo(Map.of("found", kept, "UNANSWERED", 100 - kept));

        store.fake.behave(StoreBehaviour.of(StoreFault.BROKEN_OFF));
        assertThat(outcomes(api, query)).isEqualTo(Map.of("found", kept, "UNAVAILABLE", 100 - kept));
    }

    /** Of the legacy store more could have come of an entity that lacks a value. */
    @Test
    void shouldNotTakeAPartOfAnEntityForAllOfIt() throws Exception {
        store.fake.behave(StoreBehaviour.of(StoreFault.BROKEN_OFF));
        assertThat(outcomes(LEGACY, TestStore.users(GAPS, TestStore.ids(10).toArray(String[]::new))))
                .isEqualTo(Map.of("UNAVAILABLE", 10L));
    }

    @Test
    void shouldNotWaitForTheEndOfAnAnswerThatIsWhole() throws Exception {
        store.fake.behave(StoreBehaviour.of(StoreFault.HALF_CLOSE));
        assertThat(outcomes(ONLINE_STORE_STREAMING, TestStore.users(GAPS, "u1", "gone-1")))
                .isEqualTo(Map.of("found", 1L, "Missing", 1L));
        assertThat(outcomes(LEGACY, TestStore.users(FULL, "u1", "u2"))).isEqualTo(Map.of("found", 2L));
        assertThat(outcomes(ONLINE_STORE, TestStore.users(SHORT, FULL, Set.of("u1"))))
                .isEqualTo(Map.of("DEADLINE", 1L));
        assertThat(outcomes(LEGACY, TestStore.users(SHORT, GAPS, Set.of("u1")))).isEqualTo(Map.of("DEADLINE", 1L));
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotTakeAMessageThatIsTooLarge(VertexApi api) throws Exception {
        store.fake.behave(new StoreBehaviour(StoreLatency.NONE, 0, 0, StoreFault.HUGE, 1, 17));
        assertThat(outcomes(api, TestStore.users(GAPS, "u1"))).isEqualTo(Map.of("TOO_LARGE", 1L));
    }

    @ParameterizedTest
    @EnumSource(names = {"ONLINE_STORE_STREAMING", "LEGACY"})
    void shouldPassOnThatTooManyWereAskedFor(VertexApi api) throws Exception {
        store.fake.behave(StoreBehaviour.HEALTHY);
        long before = store.fake.counters().refusedAsTooMany();
        assertThat(outcomes(api, TestStore.users(GAPS, TestStore.ids(101).toArray(String[]::new))))
                .isEqualTo(Map.of("REFUSED", 101L));
        assertThat(store.fake.counters().refusedAsTooMany()).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @EnumSource
    void shouldTellAViewThatIsNotThereFromAnEntity(VertexApi api) throws Exception {
        store.fake.behave(StoreBehaviour.HEALTHY);
        try (Vertex vertex = TestStore.open(TestStore.options(api, store.fake.endpoint(), "user"))) {
            assertThat(outcomes(TestStore.answers(vertex, TestStore.users(GAPS, "u1", "u2"))))
                    .isEqualTo(Map.of("REFUSED", 2L));
        }
    }

    /** Only the legacy store is told which features. */
    @Test
    void shouldPassOnThatAFeatureIsNotThere() throws Exception {
        store.fake.behave(StoreBehaviour.HEALTHY);
        assertThat(outcomes(LEGACY, TestStore.users(List.of("unheard-of"), "u1")))
                .isEqualTo(Map.of("REFUSED", 1L));
        FeatureAnswer nothing = new Found(Map.of(), TestStore.NOW.toEpochMilli());
        for (VertexApi api : List.of(ONLINE_STORE, ONLINE_STORE_STREAMING)) {
            try (Vertex vertex = store.client(api)) {
                assertThat(TestStore.answers(vertex, TestStore.users(List.of("unheard-of"), "u1")))
                        .isEqualTo(Map.of("u1", nothing));
            }
        }
    }

    private static Map<String, Long> outcomes(VertexApi api, FeatureQuery query) throws Exception {
        try (Vertex vertex = store.client(api)) {
            return outcomes(TestStore.answers(vertex, query));
        }
    }

    private static Map<String, Long> outcomes(Map<String, FeatureAnswer> answers) {
        return answers.values().stream()
                .map(FaultyStoreTest::outcome)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private static String outcome(FeatureAnswer answer) {
        if (answer instanceof Failed failed) {
            FailureCode code = failed.code();
            return code.name();
        }
        if (answer instanceof Found found) {
            assertThat(found.values())
                    .isEqualTo(Map.of("whole", TestStore.VALUES.get("whole"), "text", TestStore.VALUES.get("text")));
            assertThat(found.eventTime()).isEqualTo(TestStore.GENERATED);
            return "found";
        }
        return "Missing";
    }
}
