package dev.banditstreams.config;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How is ranked, and by which rules: settings that any placement may have a value of its own for.
 *
 * <p>{@code bandit.placement.home.policy} is {@code bandit.policy} for requests of the placement {@code home}.
 */
public final class PlacementKeys {

    static final Section SECTION = new Section("Policies and rules");

    private static final String OURS = "bandit.";
    private static final String PLACEMENT = "bandit.placement.";
    private static final long TEN_YEARS_MILLIS = 3653 * 86_400_000L;

    /** As {@code bandit.PolicyKind} names them. */
    static final Set<String> POLICIES =
            Set.of("thompson", "greedy", "uniform", "epsilon-greedy", "bayes-ucb", "kl-ucb", "ucb1");

    public static final Setting<List<PolicyShare>> POLICY = SECTION.add(
            "bandit.policy",
            PolicyShare.type(POLICIES),
            "thompson",
            "How items are ranked: by a draw from the posterior, by its mean, at random, or by an upper bound. Several"
                    + " policies share the traffic by a hash of placement and user, e.g."
                    + " `thompson=0.9,greedy@g2=0.1`.");
    public static final Setting<String> POLICY_VERSION = SECTION.add(
            "bandit.policy.version",
            Type.name(),
            "1",
            "Part of every seed and of every recommendation. Change it with anything that changes how is ranked. One of"
                    + " several policies without a version of its own has this one, a hyphen and its name.");
    public static final Setting<Double> EPSILON = SECTION.add(
            "bandit.policy.epsilon",
            Type.share(),
            "0.1",
            "With `epsilon-greedy`: the probability of a uniform order, if `bandit.exploration` is not greater.");
    public static final Setting<Double> EXPLORATION = SECTION.add(
            "bandit.exploration",
            Type.share(),
            "0.0",
            "Exploration floor: the probability of a uniform order, with every policy. A log is good for evaluating other"
                    + " policies only with one: 0.01 to 0.05.");
    public static final Setting<Long> HALF_LIFE_MS = SECTION.add(
            "bandit.half.life.ms",
            Type.whole(0L, TEN_YEARS_MILLIS),
            "0",
            "Half-life of counts, in milliseconds of event time, for rates that change; 0: none. One that is too short is"
                    + " worse than none.");
    public static final Setting<Double> NEWCOMER_SHARE = SECTION.add(
            "bandit.newcomer.share",
            Type.share(),
            "1.0",
            "Newcomer budget: the share of requests in which items that are new may have a place before the others; in the"
                    + " rest they come behind them.");
    public static final Setting<Long> NEWCOMER_TRIALS = SECTION.add(
            "bandit.newcomer.trials",
            Type.whole(1L, 1_000_000_000_000L),
            "100",
            "An item is new below this many trials, those of all cohorts and of its features together.");
    public static final Setting<Map<String, Double>> PINNED = SECTION.add(
            "bandit.pinned",
            Type.numbersByName(
                    "different items with ranks from 1 to 1000, no rank twice, as in item-7=1,item-9=3",
                    PlacementKeys::isRank,
                    ranks -> new HashSet<>(ranks).size() == ranks.size()),
            "",
            "Items that have these ranks whenever they are eligible.");
    public static final Setting<List<String>> EXCLUDED = SECTION.add(
            "bandit.excluded", Type.list("item ids, apart by commas", ids -> true), "", "Items that are never ranked.");
    public static final Setting<Integer> GROUP_MOST = SECTION.add(
            "bandit.group.most",
            Type.whole(0, 1_000_000),
            "0",
            "Items of one group in a slate at most, as long as others are eligible; 0: any number. Items without a group"
                    + " are not limited.");

    private PlacementKeys() {}

    /** Names a setting of one placement. */
    record Scoped(String placement, Setting<?> setting) {}

    /** What a key {@code bandit.placement.NAME.REST} names; nothing for any other key. */
    static Optional<Scoped> scoped(String key) {
        if (!key.startsWith(PLACEMENT)) {
            return Optional.empty();
        }
        Scoped longest = null;
        for (Setting<?> setting : SECTION.settings()) {
            String end = "." + setting.key().substring(OURS.length());
            int nameEnd = key.length() - end.length();
            boolean longer = longest == null
                    || setting.key().length() > longest.setting().key().length();
            if (key.endsWith(end) && nameEnd > PLACEMENT.length() && longer) {
                longest = new Scoped(key.substring(PLACEMENT.length(), nameEnd), setting);
            }
        }
        return Optional.ofNullable(longest);
    }

    private static boolean isRank(double rank) {
        return rank >= 1 && rank <= 1000 && rank == Math.rint(rank);
    }
}
