package dev.banditstreams.vertex;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;

/** A way to read from Vertex AI. */
public enum VertexApi {
    /** Feature store of today, {@code fetchFeatureValues} of v1: one entity a call. */
    ONLINE_STORE("online-store"),
    /** Feature store of today, {@code streamingFetchFeatureValues} of v1beta1: many entities a call. */
    ONLINE_STORE_STREAMING("online-store-streaming"),
    /** Legacy feature store, {@code streamingReadFeatureValues} of v1: at most 100 entities a call. */
    LEGACY("legacy");

    /** From this day Google serves the legacy store no longer. */
    public static final LocalDate LEGACY_END = LocalDate.of(2027, 2, 17);

    private final String label;

    VertexApi(String label) {
        this.label = label;
    }

    public static Optional<VertexApi> of(String label) {
        return Arrays.stream(values()).filter(api -> api.label.equals(label)).findFirst();
    }

    /** The full name of a view (of an entity type, in the legacy store). */
    String resource(VertexOptions options, String view) {
        String store = "projects/" + options.project() + "/locations/" + options.location();
        return this == LEGACY
                ? store + "/featurestores/" + options.store() + "/entityTypes/" + view
                : store + "/featureOnlineStores/" + options.store() + "/featureViews/" + view;
    }

    @Override
    public String toString() {
        return label;
    }
}
