package dev.banditstreams.simulation;

import dev.banditstreams.bandit.BetaSampler;
import dev.banditstreams.bandit.Seeds;
import dev.banditstreams.model.ArmKey;
import dev.banditstreams.model.FeatureRecord;
import dev.banditstreams.model.FeatureValue;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Users in cohorts, items in groups, and for every (item, cohort) the true probability that a user clicks.
 *
 * <p>Everything follows from the seed: the rates, who is in which cohort, and whether a given request's item is
 * clicked. So two runs with one seed see the same world whatever their timing. Users, items and cohorts are numbered
 * from 0. Users don't end at the world's size: those beyond it are newcomers, in cohorts and with tastes like the
 * others.
 */
public final class World {

    /** True click rates are drawn from Beta(2, 58): 3.3 % in the mean, one in twenty above 7.7 %. */
    public static final double RATE_ALPHA = 2;

    public static final double RATE_BETA = 58;

    /** The user feature that holds the cohort. */
    public static final String COHORT_FEATURE = "cohort";

    private static final String USER = "user-";

    private final long seed;
    private final Size size;
    private final List<String> itemIds;
    private final Map<String, Integer> numbers;
    private final List<String> cohorts;
    private final double[][] ratesByCohort;

    /** How many there are of each, all at least 1. */
    public record Size(int users, int cohorts, int items, int groups) {}

    public World(long seed, Size size) {
        this.seed = seed;
        this.size = size;
        itemIds = IntStream.range(0, size.items).mapToObj(i -> "item-" + i).toList();
        numbers = IntStream.range(0, size.items).boxed().collect(Collectors.toMap(itemIds::get, Function.identity()));
        cohorts = IntStream.range(0, size.cohorts).mapToObj(c -> "cohort-" + c).toList();
        ratesByCohort = new double[size.cohorts][size.items];
        for (int c = 0; c < size.cohorts; c++) {
            for (int i = 0; i < size.items; i++) {
                long arm = Seeds.item(new ArmKey(itemIds.get(i), cohorts.get(c)).encode());
                ratesByCohort[c][i] = BetaSampler.sample(seed, arm, RATE_ALPHA, RATE_BETA);
            }
        }
    }

    public long seed() {
        return seed;
    }

    public Size size() {
        return size;
    }

    public List<String> itemIds() {
        return itemIds;
    }

    /**
     * The number of an item.
     *
     * @return -1 if it isn't of this world
     */
    public int item(String itemId) {
        return numbers.getOrDefault(itemId, -1);
    }

    /** The labels of the cohorts, by number. */
    public List<String> cohorts() {
        return cohorts;
    }

    public String userId(int user) {
        return USER + user;
    }

    /**
     * The number of a user, also of a newcomer.
     *
     * @return -1 if it isn't of this world
     */
    public int user(String userId) {
        try {
            int user = userId.startsWith(USER) ? Integer.parseInt(userId.substring(USER.length())) : -1;
            return user >= 0 && userId(user).equals(userId) ? user : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    public int cohortOf(int user) {
        return (int) (Seeds.unit(seed, Seeds.item(userId(user))) * size.cohorts);
    }

    /** The true click rate of an arm. */
    public double rate(int item, int cohort) {
        return ratesByCohort[cohort][item];
    }

    /** Whether the user of this request, who is in this cohort, clicks this item when it is shown. */
    public boolean clicks(String requestId, int item, int cohort) {
        return Seeds.unit(seed, Seeds.request(requestId, itemIds.get(item))) < rate(item, cohort);
    }

    /** Expected click rate of a slate, and of uniform choice where the items are the candidates. */
    public double meanRate(int cohort, int[] items) {
        double sum = 0;
        for (int item : items) {
            sum += rate(item, cohort);
        }
        return sum / items.length;
    }

    /** Expected click rate of the k best of these items, which only an oracle knows. */
    public double oracleRate(int cohort, int[] items, int k) {
        double[] rates = new double[items.length];
        for (int i = 0; i < items.length; i++) {
            rates[i] = rate(items[i], cohort);
        }
        Arrays.sort(rates);
        int from = Math.max(0, rates.length - k);
        return Arrays.stream(rates, from, rates.length).average().orElse(0);
    }

    public FeatureRecord userFeatures(int user, long eventTime) {
        return new FeatureRecord(
                userId(user), eventTime, Map.of(COHORT_FEATURE, new FeatureValue.Text(cohorts.get(cohortOf(user)))));
    }

    public FeatureRecord itemFeatures(int item, long eventTime) {
        return new FeatureRecord(
                itemIds.get(item),
                eventTime,
                Map.of(
                        "group", new FeatureValue.Text("group-" + item % size.groups),
                        "active", new FeatureValue.Flag(true)));
    }
}
