package dev.banditstreams.evaluation;

/**
 * What a policy does with one set of eligible items: the probability of each of them at each position.
 *
 * <p>These are marginals: the sum over the items is 1 at each position, and the sum over the positions at most 1 for
 * each item.
 */
public final class PolicyTable {

    private final int[] items;
    private final double[][] probabilities;

    /**
     * Takes the arrays as they are.
     *
     * @param items each once
     * @param probabilities of {@code items[i]} at position j, from 0
     */
    public PolicyTable(int[] items, double[][] probabilities) {
        if (items.length != probabilities.length || items.length == 0) {
            throw new IllegalArgumentException(items.length + " items and " + probabilities.length + " rows");
        }
        this.items = items;
        this.probabilities = probabilities;
    }

    public int positions() {
        return probabilities[0].length;
    }

    /** 0 for an item that isn't eligible. */
    public double of(int item, int position) {
        if (item < items.length && items[item] == item) {
            return probabilities[item][position];
        }
        for (int i = 0; i < items.length; i++) {
            if (items[i] == item) {
                return probabilities[i][position];
            }
        }
        return 0;
    }

    int size() {
        return items.length;
    }

    int item(int index) {
        return items[index];
    }

    double probability(int index, int position) {
        return probabilities[index][position];
    }
}
