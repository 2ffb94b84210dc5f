package dev.banditstreams.evaluation;

/** A policy whose value is asked for. It doesn't learn: the value is that of the policy as it stands. */
public interface TargetPolicy {

    /**
     * Its probabilities.
     *
     * @param eligible each item once
     * @param positions of the slate, at most as many as there are items
     * @throws IllegalArgumentException if it can't say what it does with one of the items
     */
    PolicyTable table(int[] eligible, int positions);
}
