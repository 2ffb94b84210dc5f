package dev.banditstreams.bandit;

import java.util.Arrays;

/** Every order of the arms with the same probability: by a uniform number of (seed, item), the greatest first. */
public final class Uniform implements Policy {

    @Override
    public String name() {
        return PolicyKind.UNIFORM.toString();
    }

    @Override
    public void keys(long seed, Arms arms, double[] keys) {
        long[] items = arms.items();
        for (int i = 0; i < arms.count(); i++) {
            keys[i] = -number(seed, items[i]);
        }
    }

    /** An item's number in [0, 1). */
    public static double number(long seed, long item) {
        return Seeds.unit(seed ^ item, Choice.ORDER);
    }

    @Override
    public double score(double key) {
        return -key;
    }

    @Override
    public void propensities(Arms arms, double[] keys, int[] slate, int k, double[] into) {
        Arrays.fill(into, 0, k, 1.0 / arms.count());
    }
}
