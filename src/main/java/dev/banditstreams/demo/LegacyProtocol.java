package dev.banditstreams.demo;

import com.google.cloud.aiplatform.v1.FeatureValue;
import com.google.cloud.aiplatform.v1.ReadFeatureValuesResponse;
import com.google.cloud.aiplatform.v1.ReadFeatureValuesResponse.EntityView;
import com.google.cloud.aiplatform.v1.ReadFeatureValuesResponse.FeatureDescriptor;
import com.google.cloud.aiplatform.v1.ReadFeatureValuesResponse.Header;
import com.google.cloud.aiplatform.v1.StreamingReadFeatureValuesRequest;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** {@code streamingReadFeatureValues} of v1: a header, then an entity a message; split: in as many as it has values. */
final class LegacyProtocol implements StoreProtocol<StreamingReadFeatureValuesRequest> {

    @Override
    public String method() {
        return "google.cloud.aiplatform.v1.FeaturestoreOnlineServingService/StreamingReadFeatureValues";
    }

    @Override
    public StreamingReadFeatureValuesRequest emptyRequest() {
        return StreamingReadFeatureValuesRequest.getDefaultInstance();
    }

    @Override
    public Request read(List<StreamingReadFeatureValuesRequest> requests) {
        StreamingReadFeatureValuesRequest request = requests.get(0);
        List<String> features =
                List.copyOf(request.getFeatureSelector().getIdMatcher().getIdsList());
        return new Request(
                request.getEntityType(),
                List.copyOf(request.getEntityIdsList()),
                features.contains("*") ? List.of() : features);
    }

    @Override
    public Reply write(Answer answer) {
        Header.Builder header = Header.newBuilder();
        answer.columns()
                .forEach(column -> header.addFeatureDescriptors(
                        FeatureDescriptor.newBuilder().setId(column)));
        List<byte[]> messages = new ArrayList<>();
        messages.add(
                ReadFeatureValuesResponse.newBuilder().setHeader(header).build().toByteArray());
        // In turns, so that the parts of an entity don't lie together.
        int parts = answer.split() ? Math.max(1, answer.columns().size()) : 1;
        for (int part = 0; part < parts; part++) {
            for (Entry entry : answer.entries()) {
                int now = part;
                messages.add(view(entry, answer.columns(), column -> parts == 1 || column == now));
            }
        }
        return new Reply(messages, Status.OK);
    }

    private static byte[] view(Entry entry, List<String> columns, IntPredicate here) {
        EntityView.Builder view = EntityView.newBuilder().setEntityId(entry.id());
        for (int i = 0; i < columns.size(); i++) {
            FeatureValue cell = entry.entity().isPresent() && here.test(i)
                    ? StoreMessages.cell(entry.entity().orElseThrow(), columns.get(i))
                    : FeatureValue.getDefaultInstance();
            view.addData(EntityView.Data.newBuilder().setValue(cell));
        }
        return ReadFeatureValuesResponse.newBuilder()
                .setEntityView(view)
                .build()
                .toByteArray();
    }

    @Override
    public Status unknownResource(String resource) {
        return Status.NOT_FOUND.withDescription("EntityType " + resource + " does not exist.");
    }
}
