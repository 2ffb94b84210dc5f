package dev.banditstreams.bandit;

/**
 * Ranks by a number of each arm that doesn't depend on chance: the greatest first.
 *
 * <p>Only ties are left to chance, so an arm among {@code g} equal ones is at each of their places with probability 1 /
 * g, and elsewhere never.
 */
final class Indexed implements Policy {

    private final PolicyKind kind;
    private final boolean readsCounts;
    private final Index index;

    /** The number of one arm. */
    @FunctionalInterface
    interface Index {
        /** @param t one more than the trials of all eligible arms; 1 where counts are not read */
        double of(Arms arms, int arm, double t);
    }

    Indexed(PolicyKind kind, boolean readsCounts, Index index) {
        this.kind = kind;
        this.readsCounts = readsCounts;
        this.index = index;
    }

    @Override
    public String name() {
        return kind.toString();
    }

    @Override
    public boolean readsCounts() {
        return readsCounts;
    }

    @Override
    public void keys(long seed, Arms arms, double[] keys) {
        double t = 1 + (readsCounts ? arms.allTrials() : 0);
        for (int i = 0; i < arms.count(); i++) {
            keys[i] = -index.of(arms, i, t);
        }
    }

    @Override
    public double score(double key) {
        return -key;
    }

    @Override
    public void propensities(Arms arms, double[] keys, int[] slate, int k, double[] into) {
        for (int place = 0; place < k; place++) {
            double key = keys[slate[place]];
            int better = 0;
            int equal = 0;
            for (int i = 0; i < arms.count(); i++) {
                better += keys[i] < key ? 1 : 0;
                equal += keys[i] == key ? 1 : 0;
            }
            into[place] = place >= better && place < better + equal ? 1.0 / equal : 0;
        }
    }
}
