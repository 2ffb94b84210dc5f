package dev.banditstreams.bandit;

/**
 * Index of UCB1 (Auer, Cesa-Bianchi, Fischer, "Finite-time Analysis of the Multiarmed Bandit Problem", 2002, figure 1).
 */
public final class Ucb1 {

    private Ucb1() {}

    /**
     * S / N + sqrt(2 ln t / N). Above 1 for an arm that is tried little: an order, not a probability.
     *
     * @param successes S, in [0, N]
     * @param trials N; an arm without any has the index +Infinity, so that every arm is tried once
     * @param t one more than the trials of all eligible arms, as with the other indices; the paper's n is t - 1. Below
     *     1 it counts as 1
     * @throws IllegalArgumentException if successes don't lie in [0, N] or anything is NaN
     */
    public static double index(double successes, double trials, double t) {
        Counts.check(successes, trials);
        Counts.checkTime(t);
        if (trials == 0) {
            return Double.POSITIVE_INFINITY;
        }
        return successes / trials + Math.sqrt(2 * Math.log(Math.max(1, t)) / trials);
    }
}
