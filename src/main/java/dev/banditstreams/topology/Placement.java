package dev.banditstreams.topology;

import dev.banditstreams.bandit.Choice;
import dev.banditstreams.bandit.PolicyKind;
import dev.banditstreams.bandit.Seeds;
import dev.banditstreams.model.ItemIds;
import java.util.List;
import java.util.Map;

/**
 * How one placement's items are ranked.
 *
 * @param variants policies that share its traffic; their shares are 1 together
 * @param halfLifeMillis of counts; 0: they don't decay
 * @param excluded items that are never ranked
 * @param newcomers how much room new items get
 * @param pinned items with their ranks, from 1
 * @param mostOfGroup items of one group in a slate; 0: any number
 */
public record Placement(
        List<Variant> variants,
        long halfLifeMillis,
        ItemIds excluded,
        Newcomers newcomers,
        Map<String, Integer> pinned,
        int mostOfGroup) {

    /**
     * A policy and its part of the traffic.
     *
     * @param version part of the seed, so that the same request has other draws with another
     * @param share above 0, at most 1
     * @param exploration probability of a uniform order
     */
    public record Variant(PolicyKind policy, String version, double share, double exploration) {}

    /**
     * The newcomer budget.
     *
     * @param trials an item is new below as many
     * @param share of the requests in which a new item may have a place before the others; 1: all
     */
    public record Newcomers(long trials, double share) {
        public static final Newcomers WELCOME = new Newcomers(1, 1);
    }

    public Placement {
        variants = List.copyOf(variants);
        pinned = Map.copyOf(pinned);
    }

    /** One policy for everybody, and no rules. */
    public static Placement of(Variant variant) {
        return new Placement(List.of(variant), 0, ItemIds.EMPTY, Newcomers.WELCOME, Map.of(), 0);
    }

    /** The same variant for each request of a user in a placement. */
    Variant variant(String placement, String userId) {
        if (variants.size() == 1) {
            return variants.get(0);
        }
        double at = Seeds.unit(Seeds.request(userId, placement), Choice.VARIANT);
        for (Variant variant : variants) {
            at -= variant.share();
            if (at < 0) {
                return variant;
            }
        }
        return variants.get(variants.size() - 1);
    }

    boolean hasRules() {
        return newcomers.share() < 1 || !pinned.isEmpty() || mostOfGroup > 0;
    }
}
