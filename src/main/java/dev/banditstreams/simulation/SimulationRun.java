package dev.banditstreams.simulation;

import dev.banditstreams.codec.Codecs;
import dev.banditstreams.model.ArmState;
import dev.banditstreams.model.FeatureRecord;
import dev.banditstreams.model.FeatureValue;
import dev.banditstreams.model.Millionths;
import dev.banditstreams.model.Reward;
import java.util.Map;

/** One run: a request, its slate, a reward for each of its places, and again. For one thread. */
final class SimulationRun {

    private final SimulationPlan plan;
    private final GraphOptions options;
    private final Codecs codecs;
    private final RunScript script;

    private long rewarded;
    private double clicked;

    /** @param number of the run, from 0 */
    SimulationRun(SimulationPlan plan, GraphOptions options, Codecs codecs, int number) {
        this.plan = plan;
        this.options = options;
        this.codecs = codecs;
        script = new RunScript(plan, number);
    }

    /**
     * Runs all steps.
     *
     * @throws SimulationException if the graphs refuse a record, or didn't learn from exactly what they were told
     */
    RegretTrace run() {
        RegretTrace trace = new RegretTrace(plan.steps());
        try (ConnectedGraphs graphs = new ConnectedGraphs(options, codecs)) {
            for (String id : script.itemIds()) {
                graphs.item(new FeatureRecord(id, time(0), Map.of("active", new FeatureValue.Flag(true))));
            }
            for (int step = 0; step < plan.steps(); step++) {
                int[] slate = script.slate(graphs.ask(script.request(step, time(step))));
                trace.add(plan.world().regret(step, slate), plan.world().bestShare(step, slate));
                reward(step, slate, graphs);
                if ((step + 1) % plan.batch() == 0) {
                    graphs.publish();
                }
            }
            graphs.publish();
            check(graphs);
        }
        return trace;
    }

    /** The rewards come as late as they can before the next request: none has decayed there. */
    private void reward(int step, int[] slate, ConnectedGraphs graphs) {
        for (Reward reward : script.rewards(step, slate, time(step + 1))) {
            graphs.reward(reward);
            rewarded++;
            clicked += reward.value() == null ? 0 : reward.value();
        }
    }

    private static long time(int step) {
        return GraphOptions.BEGAN + step * SimulationPlan.STEP_MILLIS;
    }

    /** Regret alone would hardly show that a tenth of the rewards was lost. */
    private void check(ConnectedGraphs graphs) {
        long trials = graphs.arms().stream().mapToLong(ArmState::trials).sum();
        double successes = Millionths.toDouble(
                graphs.arms().stream().mapToLong(ArmState::successes).sum());
        if (trials != rewarded || successes != clicked) {
            throw new SimulationException("of " + rewarded + " rewards, " + clicked + " of them clicks, " + trials
                    + " and " + successes + " were learned");
        }
    }
}
