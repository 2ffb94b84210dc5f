package dev.banditstreams.vertex;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.aiplatform.v1.FeatureValue;
import com.google.cloud.aiplatform.v1.FeatureValueList;
import com.google.cloud.aiplatform.v1.ReadFeatureValuesResponse;
import com.google.cloud.aiplatform.v1.ReadFeatureValuesResponse.EntityView;
import com.google.cloud.aiplatform.v1.ReadFeatureValuesResponse.FeatureDescriptor;
import com.google.cloud.aiplatform.v1.ReadFeatureValuesResponse.Header;
import com.google.protobuf.Timestamp;
import dev.banditstreams.features.FailureCode;
import dev.banditstreams.features.FeatureAnswer;
import dev.banditstreams.features.FeatureAnswer.Failed;
import dev.banditstreams.features.FeatureAnswer.Found;
import dev.banditstreams.features.FeatureAnswer.Missing;
import dev.banditstreams.features.FeatureRead;
import dev.banditstreams.model.FeatureValue.Whole;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Streams of the legacy store that its fake doesn't make. */
class LegacyAnswersTest {

    private static final long NOW = TestStore.NOW.toEpochMilli();

    private final FeatureRead read = new FeatureRead(List.of("a", "b"));
    private final LegacyAnswers answers = new LegacyAnswers(
            new Reading(
                    read,
                    "entity-type",
                    new Asked(List.of("x", "y", "z"), ""),
                    new EventTimes("", InstantSource.fixed(TestStore.NOW))),
            List.of("a", "b"));

    @Test
    void shouldGoOnWhereTheLastPartEnded() {
        answers.onResponse(header("x", "y", "z"));
        answers.onResponse(view("a", 1, 2));
        answers.onResponse(view("b", 4));
        answers.onResponse(view("a", 3));
        assertThat(read.answer("a")).isEqualTo(new Found(values(1, 2, 3), NOW));

        answers.onComplete();
        assertThat(code("b")).isEqualTo(FailureCode.UNREADABLE);
    }

    @Test
    void shouldMergeCellsThatAreEmptyElsewhere() {
        answers.onResponse(header("x", "y", "z"));
        answers.onResponse(view("a", null, 2, null));
        answers.onResponse(view("a", 1, null, null));
        assertThat(read.isDone()).isFalse();

        answers.onComplete();
        assertThat(read.answer("a")).isEqualTo(new Found(Map.of("x", new Whole(1), "y", new Whole(2)), NOW));
        assertThat(code("b")).isEqualTo(FailureCode.UNANSWERED);
    }

    @Test
    void shouldTakeAViewWithoutDataAsMissing() {
        answers.onResponse(view("a"));
        answers.onResponse(header("x", "y", "z"));
        answers.onResponse(view("b", null, null, null));
        answers.onComplete();
        assertThat(List.of(read.answer("a"), read.answer("b"))).containsOnly(new Missing());
    }

    @Test
    void shouldNotGuessWhatAValueIsOf() {
        answers.onResponse(view("a", 1, 2, 3));
        assertThat(List.of(code("a"), code("b"))).containsOnly(FailureCode.UNREADABLE);
    }

    @Test
    void shouldRefuseMoreValuesThanColumns() {
        answers.onResponse(header("x", "y", "z"));
        answers.onResponse(view("b", 1, 2, 3));
        answers.onResponse(view("a", 1, 2));
        answers.onResponse(view("a", 3, 4));
        assertThat(read.answer("b")).isEqualTo(new Found(values(1, 2, 3), NOW));
        assertThat(code("a")).isEqualTo(FailureCode.UNREADABLE);
    }

    @Test
    void shouldRefuseAHeaderThatChanges() {
        answers.onResponse(header("x", "y", "z"));
        answers.onResponse(header("x", "y", "z"));
        assertThat(read.answer("a")).isNull();
        answers.onResponse(header("z", "y", "x"));
        assertThat(List.of(code("a"), code("b"))).containsOnly(FailureCode.UNREADABLE);
    }

    /** Of several values of one feature, and over several messages; the entity's time is the newest of those it has. */
    @Test
    void shouldTakeTheNewestValue() {
        answers.onResponse(header("x", "y", "z"));
        answers.onResponse(ReadFeatureValuesResponse.newBuilder()
                .setEntityView(EntityView.newBuilder()
                        .setEntityId("a")
                        .addData(EntityView.Data.newBuilder()
                                .setValues(FeatureValueList.newBuilder()
                                        .addValues(at(1, 100))
                                        .addValues(at(2, 300))
                                        .addValues(at(3, 200))))
                        .addData(EntityView.Data.newBuilder().setValue(at(5, 50)))
                        .addData(EntityView.Data.getDefaultInstance()))
                .build());
        answers.onResponse(ReadFeatureValuesResponse.newBuilder()
                .setEntityView(EntityView.newBuilder()
                        .setEntityId("a")
                        .addData(EntityView.Data.newBuilder().setValue(at(4, 250)))
                        .addData(EntityView.Data.newBuilder().setValue(at(6, 60)))
                        .addData(EntityView.Data.newBuilder().setValue(at(7, 70))))
                .build());
        assertThat(read.answer("a")).isEqualTo(new Found(values(2, 6, 7), 300_000));
    }

    private FailureCode code(String id) {
        FeatureAnswer answer = read.answer(id);
        return ((Failed) answer).code();
    }

    private static Map<String, dev.banditstreams.model.FeatureValue> values(long x, long y, long z) {
        return Map.of("x", new Whole(x), "y", new Whole(y), "z", new Whole(z));
    }

    private static FeatureValue at(long value, long seconds) {
        return FeatureValue.newBuilder()
                .setInt64Value(value)
                .setMetadata(FeatureValue.Metadata.newBuilder()
                        .setGenerateTime(Timestamp.newBuilder().setSeconds(seconds)))
                .build();
    }

    private static ReadFeatureValuesResponse header(String... columns) {
        Header.Builder header = Header.newBuilder();
        for (String column : columns) {
            header.addFeatureDescriptors(FeatureDescriptor.newBuilder().setId(column));
        }
        return ReadFeatureValuesResponse.newBuilder().setHeader(header).build();
    }

    /** Null: an empty cell. */
    private static ReadFeatureValuesResponse view(String id, Integer... cells) {
        EntityView.Builder view = EntityView.newBuilder().setEntityId(id);
        for (Integer cell : cells) {
            EntityView.Data.Builder data = EntityView.Data.newBuilder();
            if (cell != null) {
                data.setValue(FeatureValue.newBuilder().setInt64Value(cell));
            }
            view.addData(data);
        }
        return ReadFeatureValuesResponse.newBuilder().setEntityView(view).build();
    }
}
