package dev.banditstreams.vertex;

import com.google.api.gax.rpc.ClientStream;
import com.google.cloud.aiplatform.v1beta1.FeatureOnlineStoreServiceClient;
import com.google.cloud.aiplatform.v1beta1.FeatureOnlineStoreServiceSettings;
import com.google.cloud.aiplatform.v1beta1.FeatureViewDataFormat;
import com.google.cloud.aiplatform.v1beta1.FeatureViewDataKey;
import com.google.cloud.aiplatform.v1beta1.FetchFeatureValuesResponse;
import com.google.cloud.aiplatform.v1beta1.FetchFeatureValuesResponse.FeatureNameValuePairList.FeatureNameValuePair;
import com.google.cloud.aiplatform.v1beta1.StreamingFetchFeatureValuesRequest;
import com.google.cloud.aiplatform.v1beta1.StreamingFetchFeatureValuesResponse;
import com.google.rpc.Code;
import dev.banditstreams.features.FailureCode;
import dev.banditstreams.features.FeatureAnswer;
import dev.banditstreams.features.FeatureAnswer.Failed;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@link VertexApi#ONLINE_STORE_STREAMING}: one request message with all entities, and one answer for each of them in
 * any number of messages, in any order.
 *
 * <p>An entity's answer is whole when it comes, so that a stream that doesn't end later costs nothing.
 */
final class OnlineStoreStreaming implements Store {

    private final Connection connection;
    private final FeatureOnlineStoreServiceClient client;

    OnlineStoreStreaming(Connection connection) throws IOException {
        this.connection = connection;
        client = FeatureOnlineStoreServiceClient.create(connection
                .applyTo(FeatureOnlineStoreServiceSettings.newBuilder())
                .build());
    }

    @Override
    public void start(Reading reading, List<String> ids, Duration timeout) {
        StreamingFetchFeatureValuesRequest.Builder request = StreamingFetchFeatureValuesRequest.newBuilder()
                .setFeatureView(reading.resource())
                .setDataFormat(FeatureViewDataFormat.KEY_VALUE);
        ids.forEach(id -> request.addDataKeys(FeatureViewDataKey.newBuilder().setKey(id)));
        Answers answers = new Answers(reading);
        ClientStream<StreamingFetchFeatureValuesRequest> stream =
                client.streamingFetchFeatureValuesCallable().splitCall(answers, connection.call(timeout));
        reading.stop(answers::cancel);
        stream.send(request.build());
        stream.closeSend();
    }

    @Override
    public void close() {
        client.close();
    }

    private static final class Answers extends StreamAnswers<StreamingFetchFeatureValuesResponse> {

        private @Nullable Failed unnamed;

        Answers(Reading reading) {
            super(reading);
        }

        @Override
        void take(StreamingFetchFeatureValuesResponse response) {
            for (FetchFeatureValuesResponse entity : response.getDataList()) {
                reading.answer(entity.getDataKey().getKey(), answer(entity));
            }
            if (response.getStatus().getCode() != Code.OK_VALUE) {
                Failed failure = Failures.of(response.getStatus());
                boolean notFound = response.getStatus().getCode() == Code.NOT_FOUND_VALUE;
                if (response.getDataKeysWithErrorCount() == 0) {
                    // Of nobody in particular: then of those of whom nothing else will be said.
                    unnamed = failure;
                }
                for (FeatureViewDataKey key : response.getDataKeysWithErrorList()) {
                    String id = key.getKey();
                    reading.answer(id, notFound ? Failures.notFound(reading.resource(), id, failure) : failure);
                }
            }
        }

        @Override
        void ended() {
            if (unnamed != null) {
                reading.failRest(unnamed);
            } else {
                reading.end();
            }
        }

        private FeatureAnswer answer(FetchFeatureValuesResponse entity) {
            if (entity.hasProtoStruct()) {
                return new Failed(FailureCode.UNREADABLE, "values came as a struct, which was not asked for");
            }
            EntityValues values = reading.entity();
            for (FeatureNameValuePair pair : entity.getKeyValues().getFeaturesList()) {
                values.put(pair.getName(), BetaCells.of(pair.getValue()));
            }
            return values.answer();
        }
    }
}
