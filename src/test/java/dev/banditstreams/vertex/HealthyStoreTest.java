package dev.banditstreams.vertex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.features.FeatureAnswer;
import dev.banditstreams.features.FeatureAnswer.Found;
import dev.banditstreams.features.FeatureAnswer.Missing;
import dev.banditstreams.model.FeatureValue;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the three adapters make of answers that are as they should be. */
class HealthyStoreTest {

    private static TestStore store;

    @BeforeAll
    static void start() throws IOException {
        store = new TestStore();
    }

    @AfterAll
    static void stop() {
        store.close();
    }

    /** "blank" and "bytes" are columns without a value. */
    @ParameterizedTest
    @EnumSource
    void shouldReadValuesOfEveryTypeAndTheirTime(VertexApi api) throws Exception {
        try (Vertex vertex = store.client(api)) {
            assertThat(TestStore.answers(vertex, TestStore.users(List.of(), "u1")))
                    .isEqualTo(Map.of("u1", new Found(TestStore.VALUES, TestStore.GENERATED)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldReadBytes(VertexApi api) throws Exception {
        try (Vertex vertex = store.client(api)) {
            Found found = (Found)
                    TestStore.answers(vertex, TestStore.items("bytes-1")).get("bytes-1");
            assertThat(((FeatureValue.Bytes) found.values().get("clicks")).value())
                    .containsExactly(0, -1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldAnswerEachEntityByItself(VertexApi api) throws Exception {
        try (Vertex vertex = store.client(api)) {
            Map<String, FeatureAnswer> answers =
                    TestStore.answers(vertex, TestStore.users(List.of("whole"), "u1", "gone-1", "a/b", "gone 2", "ü"));

            FeatureAnswer found =
                    new Found(Map.of("whole", new FeatureValue.Whole(Long.MIN_VALUE)), TestStore.GENERATED);
            assertThat(answers)
                    .isEqualTo(Map.of(
                            "u1", found, "gone-1", new Missing(), "a/b", found, "gone 2", new Missing(), "ü", found));
        }
    }

    /** The second is the feature that the setting names, which is fetched and not kept. */
    @ParameterizedTest
    @EnumSource
    void shouldTakeTheTimeFromAFeatureElseFromTheClock(VertexApi api) throws Exception {
        try (Vertex vertex = store.client(api)) {
            Map<String, FeatureValue> values = Map.of("clicks", new FeatureValue.Whole(3));
            assertThat(TestStore.answers(vertex, TestStore.items("i1", "said-1")))
                    .isEqualTo(Map.of(
                            "i1", new Found(values, TestStore.NOW.toEpochMilli()), "said-1", new Found(values, 1_000)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldTakeAnEntityWithoutAnyValueAsMissing(VertexApi api) throws Exception {
        try (Vertex vertex = store.client(api)) {
            assertThat(TestStore.answers(vertex, TestStore.items("empty-1")))
                    .isEqualTo(Map.of("empty-1", new Missing()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldReadAHundredAtATime(VertexApi api) throws Exception {
        try (Vertex vertex = store.client(api)) {
            long callsBefore = store.fake.counters().calls();
            Map<String, FeatureAnswer> answers = TestStore.answers(
                    vertex, TestStore.users(List.of(), TestStore.ids(100).toArray(String[]::new)));

            assertThat(answers)
                    .hasSize(100)
                    .allSatisfy((id, answer) -> assertThat(answer).isInstanceOf(Found.class));
            assertThat(store.fake.counters().calls() - callsBefore).isEqualTo(api == VertexApi.ONLINE_STORE ? 100 : 1);
        }
    }
}
