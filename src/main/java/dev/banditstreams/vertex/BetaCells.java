package dev.banditstreams.vertex;

import dev.banditstreams.model.FeatureValue;
import dev.banditstreams.vertex.EntityValues.Cell;
import org.jspecify.annotations.Nullable;

/** From the values of v1beta1 to ours. */
final class BetaCells {

    private BetaCells() {}

    /** Null: there is no value. */
    static @Nullable Cell of(com.google.cloud.aiplatform.v1beta1.FeatureValue value) {
        long generated = value.getMetadata().hasGenerateTime()
                ? Cells.millis(value.getMetadata().getGenerateTime())
                : EventTimes.NONE;
        return switch (value.getValueCase()) {
            case BOOL_VALUE -> new Cell(new FeatureValue.Flag(value.getBoolValue()), generated);
            case DOUBLE_VALUE -> new Cell(new FeatureValue.Real(value.getDoubleValue()), generated);
            case INT64_VALUE -> new Cell(new FeatureValue.Whole(value.getInt64Value()), generated);
            case STRING_VALUE -> new Cell(new FeatureValue.Text(value.getStringValue()), generated);
            case BOOL_ARRAY_VALUE ->
                new Cell(Cells.many(value.getBoolArrayValue().getValuesList(), FeatureValue.Flag::new), generated);
            case DOUBLE_ARRAY_VALUE ->
                new Cell(Cells.many(value.getDoubleArrayValue().getValuesList(), FeatureValue.Real::new), generated);
            case INT64_ARRAY_VALUE ->
                new Cell(Cells.many(value.getInt64ArrayValue().getValuesList(), FeatureValue.Whole::new), generated);
            case STRING_ARRAY_VALUE ->
                new Cell(Cells.many(value.getStringArrayValue().getValuesList(), FeatureValue.Text::new), generated);
            case BYTES_VALUE ->
                new Cell(new FeatureValue.Bytes(value.getBytesValue().toByteArray()), generated);
            case STRUCT_VALUE -> new Cell(null, generated);
            case VALUE_NOT_SET -> null;
        };
    }
}
