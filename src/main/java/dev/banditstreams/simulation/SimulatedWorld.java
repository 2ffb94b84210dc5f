package dev.banditstreams.simulation;

import dev.banditstreams.simulation.ArmRates.Segment;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.BetaDistribution;

/**
 * A world to simulate, and what is usual in it.
 *
 * @param name for people
 * @param steps requests of a run
 * @param k items of a slate
 * @param batch as in {@link SimulationPlan}
 */
public record SimulatedWorld(String name, ArmRates rates, int steps, int k, int batch) {

    private static final int STEPS = 1_000;

    /** The campaign's click rates times this: at the real ones a run would need twenty times as many steps. */
    private static final double CAMPAIGN_SCALE = 20;

    private static final int CAMPAIGN_ARMS = 34;
    /**
     * The Beta with the mean and the variance of the 34 items' clicks over impressions, times 20, in the log random/men
     * of the Open Bandit Dataset's small release (10,000 impressions, 46 clicks; Saito et al., arXiv:2008.07146).
     */
    private static final double CAMPAIGN_ALPHA = 1.0774;

    private static final double CAMPAIGN_BETA = 10.6624;

    /** Three arms that never change: figure 3 of Russo et al., "A Tutorial on Thompson Sampling", 2018. */
    public static SimulatedWorld russo() {
        return new SimulatedWorld("russo", ArmRates.stationary(List.of(0.7, 0.8, 0.9)), STEPS, 1, 1);
    }

    /** Three arms, the best of which grows worse by and by, until it is the worst. */
    public static SimulatedWorld piecewise() {
        ArmRates rates = new ArmRates(List.of(
                new Segment(STEPS, List.of(0.4, 0.5, 0.9)),
                new Segment(STEPS, List.of(0.5, 0.4, 0.7)),
                new Segment(STEPS, List.of(0.6, 0.3, 0.5)),
                new Segment(STEPS, List.of(0.7, 0.2, 0.3)),
                new Segment(STEPS, List.of(0.8, 0.1, 0.1))));
        return new SimulatedWorld("piecewise", rates, 5 * STEPS, 1, 1);
    }

    /** 34 arms whose rates are spread as those of a real campaign: evenly spaced quantiles of the Beta fitted to it. */
    public static SimulatedWorld campaign() {
        BetaDistribution fitted = new BetaDistribution(CAMPAIGN_ALPHA, CAMPAIGN_BETA);
        return campaignOf(IntStream.range(0, CAMPAIGN_ARMS)
                .mapToObj(arm -> fitted.inverseCumulativeProbability((arm + 0.5) / CAMPAIGN_ARMS))
                .toList());
    }

    /** What was seen of an item. */
    public record Counts(int impressions, int clicks) {

        /** Twentyfold, and at most 1; without an impression 0. */
        private double rate() {
            return impressions == 0 ? 0 : Math.min(1, CAMPAIGN_SCALE * clicks / impressions);
        }
    }

    /** A campaign of which this was seen, of each item once. */
    public static SimulatedWorld campaign(List<Counts> items) {
        return campaignOf(items.stream().map(Counts::rate).toList());
    }

    private static SimulatedWorld campaignOf(List<Double> rates) {
        return new SimulatedWorld("campaign", ArmRates.stationary(rates), 20 * STEPS, Math.min(3, rates.size()), STEPS);
    }

    /** A world of somebody's own, with a single item in each slate. */
    public static SimulatedWorld own(String name, ArmRates rates) {
        return new SimulatedWorld(name, rates, Math.max(STEPS, rates.steps()), 1, 1);
    }
}
