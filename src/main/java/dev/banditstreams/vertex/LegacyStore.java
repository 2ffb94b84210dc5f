package dev.banditstreams.vertex;

import com.google.cloud.aiplatform.v1.FeatureSelector;
import com.google.cloud.aiplatform.v1.FeatureValue;
import com.google.cloud.aiplatform.v1.FeaturestoreOnlineServingServiceClient;
import com.google.cloud.aiplatform.v1.FeaturestoreOnlineServingServiceSettings;
import com.google.cloud.aiplatform.v1.IdMatcher;
import com.google.cloud.aiplatform.v1.ReadFeatureValuesResponse.EntityView;
import com.google.cloud.aiplatform.v1.StreamingReadFeatureValuesRequest;
import dev.banditstreams.vertex.EntityValues.Cell;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link VertexApi#LEGACY}: one request, and a stream of answers; see {@link LegacyAnswers}. */
final class LegacyStore implements Store {

    private static final String ALL = "*";

    private final Connection connection;
    private final FeaturestoreOnlineServingServiceClient client;

    LegacyStore(Connection connection) throws IOException {
        this.connection = connection;
        FeaturestoreOnlineServingServiceSettings.Builder settings =
                connection.applyTo(FeaturestoreOnlineServingServiceSettings.newBuilder());
        settings.streamingReadFeatureValuesSettings()
                .setRetryableCodes()
                .setSimpleTimeoutNoRetriesDuration(Connection.LONGEST);
        client = FeaturestoreOnlineServingServiceClient.create(settings.build());
    }

    @Override
    public void start(Reading reading, List<String> ids, Duration timeout) {
        List<String> features = reading.asked().fetched();
        StreamingReadFeatureValuesRequest request = StreamingReadFeatureValuesRequest.newBuilder()
                .setEntityType(reading.resource())
                .addAllEntityIds(ids)
                .setFeatureSelector(FeatureSelector.newBuilder()
                        .setIdMatcher(IdMatcher.newBuilder().addAllIds(features.isEmpty() ? List.of(ALL) : features)))
                .build();
        LegacyAnswers answers = new LegacyAnswers(reading, ids);
        client.streamingReadFeatureValuesCallable().call(request, answers, connection.call(timeout));
        reading.stop(answers::cancel);
    }

    @Override
    public void close() {
        client.close();
    }

    /** The newest value of a cell; null: it has none. */
    static @Nullable Cell newest(EntityView.Data data) {
        if (!data.hasValues()) {
            return Cells.of(data.getValue());
        }
        Cell newest = null;
        for (FeatureValue value : data.getValues().getValuesList()) {
            Cell cell = Cells.of(value);
            if (cell != null && (newest == null || newest.generated() < cell.generated())) {
                newest = cell;
            }
        }
        return newest;
    }
}
