package dev.banditstreams.simulation;

import java.util.Arrays;
import java.util.List;

/**
 * The truth of a world without users: each arm's click rate, constant over a segment of steps.
 *
 * <p>Arms and steps are numbered from 0. After the last segment its rates go on. Places of a slate are clicked
 * independently of each other, so that the best slate is that of the k greatest rates.
 */
public final class ArmRates {

    private final int[] ends;
    private final double[][] rates;
    /** Each segment's rates, the greatest first. */
    private final double[][] descending;

    /**
     * Rates that hold for some steps.
     *
     * @param steps at least 1
     * @param rates of each arm, in [0, 1]
     */
    public record Segment(int steps, List<Double> rates) {

        /** @throws SimulationException if a number is out of range */
        public Segment {
            rates = List.copyOf(rates);
            if (steps < 1) {
                throw new SimulationException("a segment has " + steps + " steps, expected at least 1");
            }
            for (double rate : rates) {
                if (!(rate >= 0 && rate <= 1)) {
                    throw new SimulationException("a click rate is " + rate + ", expected a number from 0 to 1");
                }
            }
        }
    }

    /** @throws SimulationException if there is no segment or no arm, or the segments' numbers of arms differ */
    public ArmRates(List<Segment> segments) {
        if (segments.isEmpty() || segments.get(0).rates().isEmpty()) {
            throw new SimulationException("a world needs at least one segment and one arm");
        }
        ends = new int[segments.size()];
        rates = new double[segments.size()][];
        descending = new double[segments.size()][];
        int end = 0;
        for (int s = 0; s < ends.length; s++) {
            Segment segment = segments.get(s);
            if (segment.rates().size() != segments.get(0).rates().size()) {
                throw new SimulationException("segment " + (s + 1) + " has "
                        + segment.rates().size() + " arms, the first has "
                        + segments.get(0).rates().size());
            }
            end = Math.addExact(end, segment.steps());
            ends[s] = end;
            rates[s] = segment.rates().stream().mapToDouble(rate -> rate).toArray();
            descending[s] = rates[s].clone();
            Arrays.sort(descending[s]);
            for (int low = 0, high = rates[s].length - 1; low < high; low++, high--) {
                double swapped = descending[s][low];
                descending[s][low] = descending[s][high];
                descending[s][high] = swapped;
            }
        }
    }

    /** Rates that never change. */
    public static ArmRates stationary(List<Double> rates) {
        return new ArmRates(List.of(new Segment(1, rates)));
    }

    public int arms() {
        return rates[0].length;
    }

    /** Steps of all segments together. */
    public int steps() {
        return ends[ends.length - 1];
    }

    public double least() {
        return Arrays.stream(descending)
                .mapToDouble(rates -> rates[rates.length - 1])
                .min()
                .orElseThrow();
    }

    public double greatest() {
        return Arrays.stream(descending).mapToDouble(rates -> rates[0]).max().orElseThrow();
    }

    public int segments() {
        return ends.length;
    }

    public double rate(int step, int arm) {
        return rates[segment(step)][arm];
    }

    /** Expected clicks that this slate gives up against the best one of its size: at least 0. */
    public double regret(int step, int[] slate) {
        int segment = segment(step);
        double lost = 0;
        for (int place = 0; place < slate.length; place++) {
            lost += descending[segment][place] - rates[segment][slate[place]];
        }
        return Math.max(0, lost); // the order of the sum may leave a rounding error
    }

    /** Share of the slate's places that have one of its size's best arms; of arms with equal rates each is as good. */
    public double bestShare(int step, int[] slate) {
        int segment = segment(step);
        double least = descending[segment][slate.length - 1];
        int best = 0;
        for (int arm : slate) {
            best += rates[segment][arm] >= least ? 1 : 0;
        }
        return best / (double) slate.length;
    }

    private int segment(int step) {
        int segment = 0;
        while (segment < ends.length - 1 && step >= ends[segment]) {
            segment++;
        }
        return segment;
    }
}
