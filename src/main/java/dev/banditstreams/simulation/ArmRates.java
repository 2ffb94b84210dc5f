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
        public Segment {
            rates = List.copyOf(rates);
        }
    }

    /** @throws SimulationException if there is no segment or arm, their numbers of arms differ, or a rate is no rate */
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
            check(segment, s, segments.get(0).rates().size());
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

    private static void check(Segment segment, int number, int arms) {
        if (segment.steps() < 1) {
            throw new SimulationException("segment " + (number + 1) + " has " + segment.steps()
                    + " steps, expected at least 1");
        }
        if (segment.rates().size() != arms) {
            throw new SimulationException("segment " + (number + 1) + " has "
                    + segment.rates().size() + " arms, the first has " + arms);
        }
        for (double rate : segment.rates()) {
            if (!(rate >= 0 && rate <= 1)) {
                throw new SimulationException("a click rate is " + rate + ", expected a number from 0 to 1");
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

    /** The step of the last change; 0: nothing ever changes. */
    public int lastChange() {
        return ends.length == 1 ? 0 : ends[ends.length - 2];
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
