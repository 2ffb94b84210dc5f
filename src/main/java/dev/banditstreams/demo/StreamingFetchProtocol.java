package dev.banditstreams.demo;

import com.google.cloud.aiplatform.v1beta1.FeatureViewDataKey;
import com.google.cloud.aiplatform.v1beta1.FetchFeatureValuesResponse;
import com.google.cloud.aiplatform.v1beta1.StreamingFetchFeatureValuesRequest;
import com.google.cloud.aiplatform.v1beta1.StreamingFetchFeatureValuesResponse;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Code;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;

/** {@code streamingFetchFeatureValues} of v1beta1: what is there first, what is missing after it. */
final class StreamingFetchProtocol implements StoreProtocol<StreamingFetchFeatureValuesRequest> {

    private static final int ENTITIES_PER_MESSAGE = 10;

    @Override
    public String method() {
        return "google.cloud.aiplatform.v1beta1.FeatureOnlineStoreService/StreamingFetchFeatureValues";
    }

    @Override
    public StreamingFetchFeatureValuesRequest emptyRequest() {
        return StreamingFetchFeatureValuesRequest.getDefaultInstance();
    }

    @Override
    public Request read(List<StreamingFetchFeatureValuesRequest> requests) {
        List<String> ids = requests.stream()
                .flatMap(request -> request.getDataKeysList().stream())
                .map(FeatureViewDataKey::getKey)
                .toList();
        return new Request(requests.get(0).getFeatureView(), ids, List.of());
    }

    @Override
    public Reply write(Answer answer) {
        List<byte[]> messages = new ArrayList<>();
        int most = answer.split() ? 1 : ENTITIES_PER_MESSAGE;
        StreamingFetchFeatureValuesResponse.Builder found = StreamingFetchFeatureValuesResponse.newBuilder();
        StreamingFetchFeatureValuesResponse.Builder missing = StreamingFetchFeatureValuesResponse.newBuilder();
        for (Entry entry : answer.entries()) {
            if (entry.entity().isPresent()) {
                found.addData(inBeta(entry.id(), entry.entity().orElseThrow(), answer.columns()));
                if (found.getDataCount() == most) {
                    messages.add(found.build().toByteArray());
                    found.clear();
                }
            } else {
                missing.addDataKeysWithError(FeatureViewDataKey.newBuilder().setKey(entry.id()));
            }
        }
        if (found.getDataCount() > 0) {
            messages.add(found.build().toByteArray());
        }
        if (missing.getDataKeysWithErrorCount() > 0) {
            missing.setStatus(com.google.rpc.Status.newBuilder()
                    .setCode(Code.NOT_FOUND_VALUE)
                    .setMessage("Requested entity was not found."));
            messages.add(missing.build().toByteArray());
        }
        return new Reply(messages, Status.OK);
    }

    @Override
    public Status unknownResource(String resource) {
        return Status.NOT_FOUND.withDescription("FeatureView " + resource + " is not found.");
    }

    private static FetchFeatureValuesResponse inBeta(String id, StoredEntity entity, List<String> columns) {
        try {
            return FetchFeatureValuesResponse.parseFrom(
                    StoreMessages.fetched(id, entity, columns).toByteString());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("v1 and v1beta1 have the same messages", e);
        }
    }
}
