package dev.banditstreams.evaluation;

import java.util.Arrays;

/** Each eligible item at each position with the same probability, 1 / n. */
public final class UniformPolicy implements TargetPolicy {

    @Override
    public PolicyTable table(int[] eligible, int positions) {
        double[][] table = new double[eligible.length][positions];
        for (double[] item : table) {
            Arrays.fill(item, 1.0 / eligible.length);
        }
        return new PolicyTable(eligible, table);
    }
}
