package dev.banditstreams.demo;

import dev.banditstreams.bandit.Posterior;
import dev.banditstreams.model.ArmState;
import dev.banditstreams.model.Millionths;
import dev.banditstreams.simulation.World;
import dev.banditstreams.topology.ScoringOptions.Prior;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.distribution.BetaDistribution;

/** The arms that the service is surest are good, from their published counts. Safe for use by many threads. */
final class BestArms {

    private final World world;
    private final Prior prior;
    private final Map<String, Map<String, Counts>> byItem = new HashMap<>();

    private record Counts(double trials, double successes, double failures) {}

    /**
     * An arm and what is believed about its click rate.
     *
     * @param mean posterior mean
     * @param low 5 % quantile of the posterior
     * @param high 95 % quantile
     * @param truth the world's rate
     */
    record Arm(String item, String cohort, long trials, double mean, double low, double high, double truth) {}

    private record Candidate(String item, String cohort, long trials, double alpha, double beta) {

        double mean() {
            return alpha / (alpha + beta);
        }

        /** About the 5 % quantile; the exact one costs a hundred times as much, and there are thousands of arms. */
        double roughlyLow() {
            double n = alpha + beta;
            return mean() - 1.645 * Math.sqrt(mean() * (1 - mean()) / (n + 1));
        }
    }

    BestArms(World world, Prior prior) {
        this.world = world;
        this.prior = prior;
    }

    /** Takes an arm's newest counts; those of a cohort or an item that isn't the world's are passed over. */
    synchronized void update(ArmState arm) {
        if (world.item(arm.itemId()) >= 0 && world.cohorts().contains(arm.cohort())) {
            byItem.computeIfAbsent(arm.itemId(), item -> new HashMap<>())
                    .put(
                            arm.cohort(),
                            new Counts(
                                    arm.trials(),
                                    Millionths.toDouble(arm.successes()),
                                    Millionths.toDouble(arm.failures())));
        }
    }

    /** The arms whose rate is at least this high with 95 % certainty, for the highest such rates; best first. */
    synchronized List<Arm> top(int count) {
        List<Candidate> all = new ArrayList<>();
        byItem.forEach((item, arms) -> arms.keySet().forEach(cohort -> all.add(candidate(item, cohort, arms))));
        return all.stream()
                .sorted(Comparator.comparingDouble(Candidate::roughlyLow).reversed())
                .limit(count)
                .map(this::arm)
                .toList();
    }

    private Candidate candidate(String item, String cohort, Map<String, Counts> arms) {
        double otherTrials = 0;
        double otherSuccesses = 0;
        for (Map.Entry<String, Counts> other : arms.entrySet()) {
            if (!other.getKey().equals(cohort)) {
                otherTrials += other.getValue().trials;
                otherSuccesses += other.getValue().successes;
            }
        }
        double mean = Posterior.priorMean(prior.mean(), prior.globalStrength(), otherSuccesses, otherTrials);
        Counts own = arms.getOrDefault(cohort, new Counts(0, 0, 0));
        return new Candidate(
                item,
                cohort,
                (long) own.trials,
                prior.itemStrength() * mean + own.successes,
                prior.itemStrength() * (1 - mean) + own.failures);
    }

    private Arm arm(Candidate arm) {
        BetaDistribution posterior = new BetaDistribution(null, arm.alpha, arm.beta);
        return new Arm(
                arm.item,
                arm.cohort,
                arm.trials,
                arm.mean(),
                posterior.inverseCumulativeProbability(0.05),
                posterior.inverseCumulativeProbability(0.95),
                world.rate(world.item(arm.item), world.cohorts().indexOf(arm.cohort)));
    }
}
