package dev.banditstreams.demo;

import com.google.cloud.aiplatform.v1.BoolArray;
import com.google.cloud.aiplatform.v1.DoubleArray;
import com.google.cloud.aiplatform.v1.FeatureValue;
import com.google.cloud.aiplatform.v1.FeatureViewDataKey;
import com.google.cloud.aiplatform.v1.FetchFeatureValuesResponse;
import com.google.cloud.aiplatform.v1.FetchFeatureValuesResponse.FeatureNameValuePairList;
import com.google.cloud.aiplatform.v1.FetchFeatureValuesResponse.FeatureNameValuePairList.FeatureNameValuePair;
import com.google.cloud.aiplatform.v1.Int64Array;
import com.google.cloud.aiplatform.v1.StringArray;
import com.google.protobuf.ByteString;
import com.google.protobuf.util.Timestamps;
import dev.banditstreams.model.FeatureValue.Bytes;
import dev.banditstreams.model.FeatureValue.Flag;
import dev.banditstreams.model.FeatureValue.Many;
import dev.banditstreams.model.FeatureValue.Real;
import dev.banditstreams.model.FeatureValue.Text;
import dev.banditstreams.model.FeatureValue.Whole;
import java.util.List;

/** Our values in v1's messages, which are the same bytes in v1beta1. */
final class StoreMessages {

    private StoreMessages() {}

    /** A feature without a value is an empty cell. */
    static FetchFeatureValuesResponse fetched(String id, StoredEntity entity, List<String> columns) {
        FeatureNameValuePairList.Builder pairs = FeatureNameValuePairList.newBuilder();
        for (String column : columns) {
            pairs.addFeatures(FeatureNameValuePair.newBuilder().setName(column).setValue(cell(entity, column)));
        }
        return FetchFeatureValuesResponse.newBuilder()
                .setKeyValues(pairs)
                .setDataKey(FeatureViewDataKey.newBuilder().setKey(id))
                .build();
    }

    static FeatureValue cell(StoredEntity entity, String column) {
        dev.banditstreams.model.FeatureValue value = entity.values().get(column);
        if (value == null) {
            return FeatureValue.getDefaultInstance();
        }
        FeatureValue.Builder cell = FeatureValue.newBuilder();
        if (entity.generated() >= 0) {
            cell.setMetadata(
                    FeatureValue.Metadata.newBuilder().setGenerateTime(Timestamps.fromMillis(entity.generated())));
        }
        if (value instanceof Flag flag) {
            cell.setBoolValue(flag.value());
        } else if (value instanceof Whole whole) {
            cell.setInt64Value(whole.value());
        } else if (value instanceof Real real) {
            cell.setDoubleValue(real.value());
        } else if (value instanceof Text text) {
            cell.setStringValue(text.value());
        } else if (value instanceof Bytes bytes) {
            cell.setBytesValue(ByteString.copyFrom(bytes.value()));
        } else if (value instanceof Many many) {
            array(cell, many.values());
        }
        return cell.build();
    }

    /** Of the type of the first; of text where there is none. */
    private static void array(FeatureValue.Builder cell, List<dev.banditstreams.model.FeatureValue> values) {
        dev.banditstreams.model.FeatureValue first = values.isEmpty() ? new Text("") : values.get(0);
        if (first instanceof Flag) {
            BoolArray.Builder array = BoolArray.newBuilder();
            values.forEach(value -> array.addValues(((Flag) value).value()));
            cell.setBoolArrayValue(array);
        } else if (first instanceof Whole) {
            Int64Array.Builder array = Int64Array.newBuilder();
            values.forEach(value -> array.addValues(((Whole) value).value()));
            cell.setInt64ArrayValue(array);
        } else if (first instanceof Real) {
            DoubleArray.Builder array = DoubleArray.newBuilder();
            values.forEach(value -> array.addValues(((Real) value).value()));
            cell.setDoubleArrayValue(array);
        } else if (first instanceof Text) {
            StringArray.Builder array = StringArray.newBuilder();
            values.forEach(value -> array.addValues(((Text) value).value()));
            cell.setStringArrayValue(array);
        } else {
            throw new IllegalArgumentException("Vertex AI has no arrays of " + first);
        }
    }
}
