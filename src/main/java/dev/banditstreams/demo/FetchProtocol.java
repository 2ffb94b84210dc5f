package dev.banditstreams.demo;

import com.google.cloud.aiplatform.v1.FetchFeatureValuesRequest;
import io.grpc.Status;
import java.util.List;

/** {@code fetchFeatureValues} of v1: one entity. */
final class FetchProtocol implements StoreProtocol<FetchFeatureValuesRequest> {

    @Override
    public String method() {
        return "google.cloud.aiplatform.v1.FeatureOnlineStoreService/FetchFeatureValues";
    }

    @Override
    public FetchFeatureValuesRequest emptyRequest() {
        return FetchFeatureValuesRequest.getDefaultInstance();
    }

    @Override
    public Request read(List<FetchFeatureValuesRequest> requests) {
        FetchFeatureValuesRequest request = requests.get(0);
        return new Request(
                request.getFeatureView(), List.of(request.getDataKey().getKey()), List.of());
    }

    @Override
    public Reply write(Answer answer) {
        for (Entry entry : answer.entries()) {
            if (entry.entity().isEmpty()) {
                return new Reply(List.of(), Status.NOT_FOUND.withDescription("Requested entity was not found."));
            }
        }
        return new Reply(
                answer.entries().stream()
                        .map(entry -> StoreMessages.fetched(
                                        entry.id(), entry.entity().orElseThrow(), answer.columns())
                                .toByteArray())
                        .toList(),
                Status.OK);
    }

    @Override
    public Status unknownResource(String resource) {
        return Status.NOT_FOUND.withDescription("FeatureView " + resource + " is not found.");
    }
}
