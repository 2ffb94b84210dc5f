package dev.banditstreams.bench;

import dev.banditstreams.model.CandidateSet;
import dev.banditstreams.model.FeatureRecord;
import dev.banditstreams.model.FeatureValue;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The items and candidate sets of a run: the same for the same seed.
 *
 * <p>Items have counts as of a catalogue that has been served for long: impressions log-uniform in 30 to 300,000, click
 * rates log-uniform in 0.5 to 5 %.
 *
 * @param items how many
 * @param candidates items of each set
 */
record Catalogue(long seed, int items, int candidates) {

    static final int SETS = 100;

    private static final double LEAST_IMPRESSIONS = 30;
    private static final double MOST_IMPRESSIONS = 300_000;
    private static final double LEAST_RATE = 0.005;
    private static final double MOST_RATE = 0.05;

    /** @param item from 0 to 9,999,999 */
    static String itemId(int item) {
        // A format for each of the 1.6 million names in the templates takes seconds.
        return "item-" + Integer.toString(10_000_000 + item).substring(1);
    }

    /** @param set from 0 */
    static String setId(int set) {
        return String.format(Locale.ROOT, "set-%03d", set);
    }

    FeatureRecord features(int item, long eventTime) {
        SplittableRandom random = new SplittableRandom(seed ^ (0x9E3779B97F4A7C15L * (item + 1L)));
        long impressions = (long) logUniform(random, LEAST_IMPRESSIONS, MOST_IMPRESSIONS);
        double rate = logUniform(random, LEAST_RATE, MOST_RATE);
        return new FeatureRecord(
                itemId(item),
                eventTime,
                Map.of(
                        "impressions",
                        new FeatureValue.Whole(impressions),
                        "clicks",
                        new FeatureValue.Whole(Math.round(impressions * rate))));
    }

    CandidateSet set(int set, long eventTime) {
        return new CandidateSet(setId(set), choice(new SplittableRandom(seed + 1_000_003L * (set + 1L))), eventTime);
    }

    /** Different items, as many as a request has candidates. */
    List<String> choice(SplittableRandom random) {
        int[] chosen = chosen(random);
        List<String> ids = new ArrayList<>(chosen.length);
        for (int item : chosen) {
            ids.add(itemId(item));
        }
        return ids;
    }

    /** Where one comes twice the next that is free takes its place. */
    private int[] chosen(SplittableRandom random) {
        BitSet seen = new BitSet(items);
        int[] chosen = new int[candidates];
        for (int i = 0; i < candidates; i++) {
            int item = random.nextInt(items);
            while (seen.get(item)) {
                item = item + 1 == items ? 0 : item + 1;
            }
            seen.set(item);
            chosen[i] = item;
        }
        return chosen;
    }

    private static double logUniform(SplittableRandom random, double least, double most) {
        return least * Math.exp(random.nextDouble() * Math.log(most / least));
    }
}
