package dev.banditstreams.simulation;

import dev.banditstreams.topology.ScoringOptions.Prior;

/**
 * What is simulated, whatever the policy: two policies with one plan meet the same luck.
 *
 * @param steps requests of a run, one after the other; every place of each slate has its reward before the next
 * @param runs runs, each with a seed of its own
 * @param k items of a slate
 * @param batch after so many requests score sees what was learned from their rewards; 1: before the next request
 * @param prior of every arm
 * @param seed what the seeds of all runs follow from
 */
public record SimulationPlan(ArmRates world, int steps, int runs, int k, int batch, Prior prior, long seed) {

    /** Event time between two requests: a half-life of h steps is one of h seconds. */
    public static final long STEP_MILLIS = 1_000;

    /** @throws SimulationException if a number is out of range */
    public SimulationPlan {
        atLeastOne("steps", steps);
        atLeastOne("runs", runs);
        atLeastOne("k", k);
        atLeastOne("batch", batch);
        if (k > world.arms()) {
            throw new SimulationException("k is " + k + ", but the world has " + world.arms() + " arms");
        }
        if (batch > steps) {
            throw new SimulationException(
                    "batch is " + batch + ", but there are " + steps + " steps: nothing would ever be learned");
        }
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw new SimulationException(name + " is " + value + ", expected at least 1");
        }
    }
}
