package dev.banditstreams.vertex;

import com.google.api.core.ApiFuture;
import com.google.api.core.ApiFutureCallback;
import com.google.api.core.ApiFutures;
import com.google.cloud.aiplatform.v1.FeatureOnlineStoreServiceClient;
import com.google.cloud.aiplatform.v1.FeatureOnlineStoreServiceSettings;
import com.google.cloud.aiplatform.v1.FeatureViewDataFormat;
import com.google.cloud.aiplatform.v1.FeatureViewDataKey;
import com.google.cloud.aiplatform.v1.FetchFeatureValuesRequest;
import com.google.cloud.aiplatform.v1.FetchFeatureValuesResponse;
import com.google.cloud.aiplatform.v1.FetchFeatureValuesResponse.FeatureNameValuePairList.FeatureNameValuePair;
import com.google.common.util.concurrent.MoreExecutors;
import dev.banditstreams.features.FailureCode;
import dev.banditstreams.features.FeatureAnswer;
import dev.banditstreams.features.FeatureAnswer.Failed;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** {@link VertexApi#ONLINE_STORE}: a call for each entity, all at a time. It always sends the whole view. */
final class OnlineStore implements Store {

    private final Connection connection;
    private final FeatureOnlineStoreServiceClient client;

    OnlineStore(Connection connection) throws IOException {
        this.connection = connection;
        FeatureOnlineStoreServiceSettings.Builder settings =
                connection.applyTo(FeatureOnlineStoreServiceSettings.newBuilder());
        settings.fetchFeatureValuesSettings().setRetryableCodes().setSimpleTimeoutNoRetriesDuration(Connection.LONGEST);
        client = FeatureOnlineStoreServiceClient.create(settings.build());
    }

    @Override
    public void start(Reading reading, List<String> ids, Duration timeout) {
        for (String id : ids) {
            FetchFeatureValuesRequest request = FetchFeatureValuesRequest.newBuilder()
                    .setFeatureView(reading.resource())
                    .setDataKey(FeatureViewDataKey.newBuilder().setKey(id))
                    .setDataFormat(FeatureViewDataFormat.KEY_VALUE)
                    .build();
            ApiFuture<FetchFeatureValuesResponse> call =
                    client.fetchFeatureValuesCallable().futureCall(request, connection.call(timeout));
            ApiFutures.addCallback(call, new Callback(reading, id), MoreExecutors.directExecutor());
            reading.stop(() -> call.cancel(true));
        }
    }

    @Override
    public void close() {
        client.close();
    }

    private record Callback(Reading reading, String id) implements ApiFutureCallback<FetchFeatureValuesResponse> {

        @Override
        public void onSuccess(FetchFeatureValuesResponse response) {
            FeatureAnswer answer;
            try {
                answer = answer(response);
            } catch (RuntimeException e) {
                answer = new Failed(FailureCode.UNREADABLE, String.valueOf(e.getMessage()));
            }
            reading.answer(id, answer);
        }

        @Override
        public void onFailure(Throwable error) {
            Failed failure = Failures.of(error);
            reading.answer(id, Failures.notFound(error) ? Failures.notFound(reading.resource(), id, failure) : failure);
        }

        private FeatureAnswer answer(FetchFeatureValuesResponse response) {
            if (response.hasProtoStruct()) {
                return new Failed(FailureCode.UNREADABLE, "values came as a struct, which was not asked for");
            }
            if (response.getDataKey().hasKey()
                    && !response.getDataKey().getKey().equals(id)) {
                return new Failed(FailureCode.UNREADABLE, "the answer is of another entity");
            }
            EntityValues values = reading.entity();
            for (FeatureNameValuePair pair : response.getKeyValues().getFeaturesList()) {
                values.put(pair.getName(), Cells.of(pair.getValue()));
            }
            return values.answer();
        }
    }
}
