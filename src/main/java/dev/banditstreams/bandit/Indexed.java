package dev.banditstreams.bandit;

/**
 * Ranks by a number of each arm that doesn't depend on chance: the greatest first.
 *
 * <p>Only ties are left to chance, so an arm among {@code g} equal ones is at each of their places with probability 1 /
 * g, and elsewhere never.
 */
final class Indexed implements Policy {

    private final PolicyKind kind;
    private final Reads reads;
    private final Index index;

    /** What an index is made of. */
    enum Reads {
        POSTERIOR,
        /** The posterior, and t. */
        POSTERIOR_AND_TIME,
        /** The arm's own counts, and t. */
        COUNTS_AND_TIME
    }

    /** The number of one arm. */
    @FunctionalInterface
    interface Index {
        /** @param t one more than the trials of all eligible arms; 1 where counts are not read */
        double of(Arms arms, int arm, double t);
    }

    Indexed(PolicyKind kind, Reads reads, Index index) {
        this.kind = kind;
        this.reads = reads;
        this.index = index;
    }

    @Override
    public String name() {
        return kind.toString();
    }

    @Override
    public boolean readsCounts() {
        return reads != Reads.POSTERIOR;
    }

    @Override
    public boolean ranksByCounts() {
        return reads == Reads.COUNTS_AND_TIME;
    }

    @Override
    public void keys(long seed, Arms arms, double[] keys) {
        double t = 1 + (readsCounts() ? arms.allTrials() : 0);
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
