package dev.banditstreams.bandit;

/** With a small probability, the floor, a request's order is uniform, whatever the policy says. */
public final class ExplorationFloor {

    private ExplorationFloor() {}

    /**
     * Whether a request is one of those that explore.
     *
     * @param floor probability of that, in [0, 1]
     */
    public static boolean explores(long seed, double floor) {
        return Seeds.unit(seed, Choice.EXPLORE) < floor;
    }

    /**
     * Propensity of an item over both: (1 - e) p + e places / eligible, with the floor e.
     *
     * @param floor in [0, 1]
     * @param ofPolicy p, the probability that the policy itself puts the item at one of the places
     * @param places how many places of the slate it is asked for, from 1 to eligible
     * @param eligible items
     */
    public static double propensity(double floor, double ofPolicy, int places, int eligible) {
        return (1 - floor) * ofPolicy + floor * places / eligible;
    }
}
