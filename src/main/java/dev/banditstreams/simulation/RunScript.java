package dev.banditstreams.simulation;

import dev.banditstreams.bandit.Seeds;
import dev.banditstreams.model.RankedItem;
import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.Reward;
import dev.banditstreams.model.ScoringRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What one run sends: requests, and a reward for each place of their slates.
 *
 * <p>Whether a place is clicked follows from (seed of the run, step, arm) alone: runs of two policies with one number
 * see the same clicks where they show the same arm (common random numbers). Users come once. Safe for use by many
 * threads.
 */
final class RunScript {

    private final SimulationPlan plan;
    private final long seed;
    private final List<String> itemIds;
    private final Map<String, Integer> arms = new HashMap<>();

    /** @param number of the run, from 0: runs share no item and no user */
    RunScript(SimulationPlan plan, int number) {
        this.plan = plan;
        seed = Seeds.request(Long.toString(plan.seed()), "run-" + number);
        itemIds = IntStream.range(0, plan.world().arms())
                .mapToObj(arm -> "run-" + number + "-arm-" + arm)
                .toList();
        itemIds.forEach(id -> arms.put(id, arms.size()));
    }

    List<String> itemIds() {
        return itemIds;
    }

    /** @param time event time, milliseconds since the epoch */
    ScoringRequest request(int step, long time) {
        return new ScoringRequest(
                requestId(step), userId(step), "simulation", itemIds, null, plan.k(), List.of(), null, time, Map.of());
    }

    String requestId(int step) {
        return Long.toHexString(seed) + "-" + step;
    }

    private String userId(int step) {
        return "user-" + requestId(step);
    }

    /**
     * The arms of a slate, by number.
     *
     * @throws SimulationException if they are not as many as were asked for
     */
    int[] slate(Recommendation answer) {
        int[] slate = answer.items().stream()
                .map(RankedItem::itemId)
                .mapToInt(id -> arms.getOrDefault(id, -1))
                .toArray();
        if (slate.length != plan.k() || IntStream.of(slate).anyMatch(arm -> arm < 0)) {
            throw new SimulationException("request " + answer.requestId() + " was answered with "
                    + answer.items().stream().map(RankedItem::itemId).toList() + ", and had asked for " + plan.k()
                    + " of " + itemIds);
        }
        return slate;
    }

    /** @param time event time, milliseconds since the epoch */
    List<Reward> rewards(int step, int[] slate, long time) {
        List<Reward> rewards = new ArrayList<>(slate.length);
        for (int arm : slate) {
            String requestId = requestId(step);
            String itemId = itemIds.get(arm);
            rewards.add(new Reward(
                    requestId + "/" + itemId,
                    requestId,
                    userId(step),
                    itemId,
                    null,
                    GraphOptions.CLICK,
                    clicks(step, arm) ? 1.0 : 0.0,
                    time,
                    null,
                    null));
        }
        return rewards;
    }

    private boolean clicks(int step, int arm) {
        long place = (long) step * itemIds.size() + arm;
        return Seeds.unit(seed, place) < plan.world().rate(step, arm);
    }
}
