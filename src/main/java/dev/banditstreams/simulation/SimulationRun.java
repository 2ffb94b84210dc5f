package dev.banditstreams.simulation;

import dev.banditstreams.bandit.Seeds;
import dev.banditstreams.codec.Codecs;
import dev.banditstreams.model.ArmState;
import dev.banditstreams.model.FeatureRecord;
import dev.banditstreams.model.FeatureValue;
import dev.banditstreams.model.Millionths;
import dev.banditstreams.model.RankedItem;
import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.Reward;
import dev.banditstreams.model.ScoringRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * One run: a request, its slate, a reward for each of its places, and again.
 *
 * <p>Whether a place is clicked follows from (seed of the run, step, arm) alone: runs of two policies with one number
 * see the same clicks where they show the same arm (common random numbers). For one thread.
 */
final class SimulationRun {

    private final SimulationPlan plan;
    private final GraphOptions options;
    private final Codecs codecs;
    private final long seed;
    private final List<String> itemIds;
    private final Map<String, Integer> numbers = new HashMap<>();

    private long rewarded;
    private long clicked;

    /** @param number of the run, from 0 */
    SimulationRun(SimulationPlan plan, GraphOptions options, Codecs codecs, int number) {
        this.plan = plan;
        this.options = options;
        this.codecs = codecs;
        seed = Seeds.request(Long.toString(plan.seed()), "run-" + number);
        itemIds = IntStream.range(0, plan.world().arms())
                .mapToObj(arm -> "arm-" + arm)
                .toList();
        itemIds.forEach(id -> numbers.put(id, numbers.size()));
    }

    /**
     * Runs all steps.
     *
     * @throws SimulationException if the graphs refuse a record, or didn't learn from exactly what they were told
     */
    RegretTrace run() {
        RegretTrace trace = new RegretTrace(plan.steps());
        try (ConnectedGraphs graphs = new ConnectedGraphs(options, codecs)) {
            for (String id : itemIds) {
                graphs.item(
                        new FeatureRecord(id, GraphOptions.BEGAN, Map.of("active", new FeatureValue.Flag(true))));
            }
            for (int step = 0; step < plan.steps(); step++) {
                int[] slate = step(step, graphs);
                trace.add(plan.world().regret(step, slate), plan.world().bestShare(step, slate));
                if ((step + 1) % plan.batch() == 0) {
                    graphs.publish();
                }
            }
            graphs.publish();
            check(graphs);
        }
        return trace;
    }

    private int[] step(int step, ConnectedGraphs graphs) {
        String requestId = Long.toHexString(seed) + "-" + step;
        String userId = "user-" + step;
        Recommendation answer = graphs.ask(new ScoringRequest(
                requestId, userId, "simulation", itemIds, null, plan.k(), List.of(), null, time(step), Map.of()));
        int[] slate = slate(answer);
        for (int arm : slate) {
            double value = clicks(step, arm) ? 1 : 0;
            rewarded++;
            clicked += (long) value;
            String itemId = itemIds.get(arm);
            graphs.reward(new Reward(
                    requestId + "/" + itemId,
                    requestId,
                    userId,
                    itemId,
                    null,
                    GraphOptions.CLICK,
                    value,
                    time(step + 1), // as late as can be before the next request: it counts whole there
                    null,
                    null));
        }
        return slate;
    }

    private int[] slate(Recommendation answer) {
        int[] slate = answer.items().stream()
                .map(RankedItem::itemId)
                .mapToInt(numbers::get)
                .toArray();
        if (slate.length != plan.k()) {
            throw new SimulationException("request " + answer.requestId() + " was answered with " + slate.length
                    + " items, not " + plan.k());
        }
        return slate;
    }

    private boolean clicks(int step, int arm) {
        long place = (long) step * plan.world().arms() + arm;
        return Seeds.unit(seed, place) < plan.world().rate(step, arm);
    }

    private static long time(int step) {
        return GraphOptions.BEGAN + step * SimulationPlan.STEP_MILLIS;
    }

    /** Regret alone would hardly show that a tenth of the rewards was lost. */
    private void check(ConnectedGraphs graphs) {
        long trials = graphs.arms().stream().mapToLong(ArmState::trials).sum();
        long successes = graphs.arms().stream().mapToLong(ArmState::successes).sum();
        if (trials != rewarded || successes != clicked * Millionths.ONE) {
            throw new SimulationException("of " + rewarded + " rewards, " + clicked + " of them clicks, " + trials
                    + " and " + Millionths.toDouble(successes) + " were learned");
        }
    }
}
