package dev.banditstreams.topology;

import dev.banditstreams.model.Reward;
import dev.banditstreams.model.ScoringRequest;
import java.util.List;
import java.util.Map;

/** Good records, for tests to vary. */
final class Samples {

    private Samples() {}

    static ScoringRequest request(String requestId, String userId, int k, String... candidates) {
        return new ScoringRequest(
                requestId, userId, "home", List.of(candidates), null, k, List.of(), null, Graphs.NOW, Map.of());
    }

    static Reward reward(String rewardId, String requestId, String userId, String itemId, Double value) {
        return new Reward(rewardId, requestId, userId, itemId, null, "click", value, Graphs.NOW, null, null);
    }

    static Reward imported(String importId, long sequence, String itemId, double value) {
        return new Reward(
                importId + "-" + sequence,
                null,
                "importer",
                itemId,
                null,
                "click",
                value,
                Graphs.NOW,
                importId,
                sequence);
    }
}
