package dev.banditstreams.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * Expected click rates of what was served, and of uniform choice and of the oracle for the same visits. Safe for use by
 * many threads.
 *
 * <p>Sums are kept for every second in which visits were due, not for the seconds in which answers came: what is
 * averaged doesn't depend on how fast they came.
 */
final class ServedRates {

    private static final int NOW_SECONDS = 5;

    private final int k;
    private final List<Sums> bySecond = new ArrayList<>();
    private double regret;

    /**
     * Means over visits.
     *
     * @param served expected click rate of a ranked item
     * @param uniform the same for slates of candidates drawn at random
     * @param oracle the same for the best slates
     */
    record Rates(double served, double uniform, double oracle) {

        static final Rates NONE = new Rates(0, 0, 0);

        double timesUniform() {
            return uniform == 0 ? 0 : served / uniform;
        }

        /** How far served has come from uniform to the oracle; 1: all the way. */
        double wayToOracle() {
            return oracle == uniform ? 0 : (served - uniform) / (oracle - uniform);
        }
    }

    private static final class Sums {
        private long visits;
        private double served;
        private double uniform;
        private double oracle;
    }

    /** @param k items of a slate */
    ServedRates(int k) {
        this.k = k;
    }

    /** @param second second of the run in which the visit was due */
    synchronized void add(int second, Rates visit) {
        while (bySecond.size() <= second) {
            bySecond.add(new Sums());
        }
        Sums sums = bySecond.get(second);
        sums.visits++;
        sums.served += visit.served;
        sums.uniform += visit.uniform;
        sums.oracle += visit.oracle;
        regret += k * (visit.oracle - visit.served);
    }

    /** Means over the last five seconds of visits. */
    synchronized Rates now() {
        return mean(bySecond.subList(Math.max(0, bySecond.size() - NOW_SECONDS), bySecond.size()));
    }

    /** Means over all visits. */
    synchronized Rates overall() {
        return mean(bySecond);
    }

    /** Clicks that the oracle's slates would have got more, in expectation, over all visits. */
    synchronized double regret() {
        return regret;
    }

    private static Rates mean(List<Sums> seconds) {
        long visits = 0;
        double served = 0;
        double uniform = 0;
        double oracle = 0;
        for (Sums sums : seconds) {
            visits += sums.visits;
            served += sums.served;
            uniform += sums.uniform;
            oracle += sums.oracle;
        }
        return visits == 0 ? Rates.NONE : new Rates(served / visits, uniform / visits, oracle / visits);
    }
}
