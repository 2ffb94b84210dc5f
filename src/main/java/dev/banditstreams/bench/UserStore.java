package dev.banditstreams.bench;

import dev.banditstreams.model.FeatureValue;
import java.util.Map;

/** What the feature store of a run knows, and where it is: every user, all alike. */
public final class UserStore {

    /** The feature view of users. */
    public static final String VIEW = "users";

    /** The meter of the entities that it was asked for. */
    public static final String READS = "bench_store_entities_total";

    private UserStore() {}

    /** @param endpoint host and port */
    public record Address(String endpoint, int metricsPort) {}

    /** What is known of each user, there and in {@code user-features}. */
    public static Map<String, FeatureValue> features() {
        return Map.of("visits", new FeatureValue.Whole(3), "member", new FeatureValue.Flag(true));
    }
}
