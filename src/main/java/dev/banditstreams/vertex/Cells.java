package dev.banditstreams.vertex;

import com.google.protobuf.Timestamp;
import dev.banditstreams.model.FeatureValue;
import dev.banditstreams.vertex.EntityValues.Cell;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** From v1's values to ours. */
final class Cells {

    private Cells() {}

    /** Null: there is no value. */
    static @Nullable Cell of(com.google.cloud.aiplatform.v1.FeatureValue value) {
        long generated = value.getMetadata().hasGenerateTime()
                ? millis(value.getMetadata().getGenerateTime())
                : EventTimes.NONE;
        return switch (value.getValueCase()) {
            case BOOL_VALUE -> new Cell(new FeatureValue.Flag(value.getBoolValue()), generated);
            case DOUBLE_VALUE -> new Cell(new FeatureValue.Real(value.getDoubleValue()), generated);
            case INT64_VALUE -> new Cell(new FeatureValue.Whole(value.getInt64Value()), generated);
            case STRING_VALUE -> new Cell(new FeatureValue.Text(value.getStringValue()), generated);
            case BOOL_ARRAY_VALUE ->
                new Cell(many(value.getBoolArrayValue().getValuesList(), FeatureValue.Flag::new), generated);
            case DOUBLE_ARRAY_VALUE ->
                new Cell(many(value.getDoubleArrayValue().getValuesList(), FeatureValue.Real::new), generated);
            case INT64_ARRAY_VALUE ->
                new Cell(many(value.getInt64ArrayValue().getValuesList(), FeatureValue.Whole::new), generated);
            case STRING_ARRAY_VALUE ->
                new Cell(many(value.getStringArrayValue().getValuesList(), FeatureValue.Text::new), generated);
            case BYTES_VALUE ->
                new Cell(new FeatureValue.Bytes(value.getBytesValue().toByteArray()), generated);
            case STRUCT_VALUE -> new Cell(null, generated);
            case VALUE_NOT_SET -> null;
        };
    }

    static long millis(Timestamp time) {
        return EventTimes.millis(time.getSeconds(), time.getNanos());
    }

    static <T> FeatureValue many(List<T> values, Function<T, FeatureValue> one) {
        return new FeatureValue.Many(values.stream().map(one).toList());
    }
}
