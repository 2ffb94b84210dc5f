package dev.banditstreams.codec;

import dev.banditstreams.model.FeatureValue;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Between the union of feature values in Avro and {@link FeatureValue}; null on either side is a missing value. */
final class FeatureValues {

    private FeatureValues() {}

    static Map<String, Object> toAvro(Map<String, FeatureValue> features) {
        Map<String, Object> values = new HashMap<>();
        features.forEach((name, value) -> values.put(name, toAvro(value)));
        return values;
    }

    static Map<String, FeatureValue> toModel(Map<String, @Nullable Object> values) {
        Map<String, FeatureValue> features = new HashMap<>();
        values.forEach((name, value) -> {
            if (value != null) {
                features.put(name, toModel(value));
            }
        });
        return features;
    }

    private static Object toAvro(FeatureValue value) {
        if (value instanceof FeatureValue.Flag flag) {
            return flag.value();
        } else if (value instanceof FeatureValue.Whole whole) {
            return whole.value();
        } else if (value instanceof FeatureValue.Real real) {
            return real.value();
        } else if (value instanceof FeatureValue.Text text) {
            return text.value();
        } else if (value instanceof FeatureValue.Bytes bytes) {
            return ByteBuffer.wrap(bytes.value());
        } else if (value instanceof FeatureValue.Many many) {
            return many.values().stream().map(FeatureValues::toAvro).toList();
        }
        throw new IllegalStateException("a kind of feature value without a mapping: " + value);
    }

    private static FeatureValue toModel(Object value) {
        if (value instanceof Boolean flag) {
            return new FeatureValue.Flag(flag);
        } else if (value instanceof Number whole && (value instanceof Long || value instanceof Integer)) {
            return new FeatureValue.Whole(whole.longValue());
        } else if (value instanceof Number real) {
            return new FeatureValue.Real(real.doubleValue());
        } else if (value instanceof CharSequence text) {
            return new FeatureValue.Text(text.toString());
        } else if (value instanceof ByteBuffer buffer) {
            return new FeatureValue.Bytes(Buffers.bytes(buffer));
        } else if (value instanceof List<?> list) {
            List<FeatureValue> values = new ArrayList<>(list.size());
            list.forEach(element -> values.add(toModel(element)));
            return new FeatureValue.Many(values);
        }
        throw new IllegalStateException("a branch of the union without a mapping: " + value.getClass());
    }
}
