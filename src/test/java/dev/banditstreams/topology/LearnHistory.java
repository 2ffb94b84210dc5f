package dev.banditstreams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.banditstreams.codec.Codec;
import dev.banditstreams.model.CandidateSet;
import dev.banditstreams.model.EntityState;
import dev.banditstreams.model.FeatureOrigin;
import dev.banditstreams.model.FeatureRecord;
import dev.banditstreams.model.FeatureValue;
import dev.banditstreams.model.RankedItem;
import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.Reward;
import dev.banditstreams.model.SourcePosition;
import dev.banditstreams.model.Topic;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * What the application learn reads in one run, made from a seed: good records, early, late and reordered ones,
 * duplicates, second slates, tombstones, imports, a clock that jumps, and poison of every kind.
 */
final class LearnHistory {

    static final long WINDOW = 1_000;
    static final long GRACE = 500;
    static final Map<String, Double> VALUES = Map.of("click", 1.0, "skip", 0.0, "look", 0.25);

    private static final int RECORDS = 150;
    private static final List<String> ITEMS =
            List.of("a", "b", "c", "d", "e", "with|bar", "with%percent", "größe", "x%7Cy", "z");
    private static final List<String> COHORTS = List.of("all", "young", "old|er");
    private static final List<String> TYPES =
            List.of("click", "click", "skip", "look", "purchase", "impression", "impression");

    private final Random random;
    private final Map<Topic, List<Sent>> records = new EnumMap<>(Topic.class);
    private final List<List<String>> slates = new ArrayList<>();
    private long time = Graphs.NOW;
    private int served;
    private int rewarded;
    private long sequence;

    LearnHistory(Random random) {
        this.random = random;
        for (Topic topic : List.of(
                Topic.RECOMMENDATIONS, Topic.REWARDS, Topic.ITEM_FEATURES, Topic.FETCHED_ITEMS, Topic.CANDIDATE_SETS)) {
            records.put(topic, new ArrayList<>());
        }
        for (int i = 0; i < RECORDS; i++) {
            List<String> slate = new ArrayList<>(ITEMS);
            Collections.shuffle(slate, random);
            slates.add(List.copyOf(slate.subList(0, 1 + random.nextInt(4))));
        }
        for (int i = 0; i < RECORDS; i++) {
            passTime();
            next();
        }
        time += 1_000_000;
        imported(sequence++); // the clock of attribution: everything is over
    }

    List<Sent> of(Topic topic) {
        return records.get(topic);
    }

    private boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private void passTime() {
        time += random.nextInt(60);
        if (oneIn(40)) {
            time += random.nextInt(6_000);
        } else if (oneIn(40)) {
            time -= random.nextInt(400);
        }
    }

    private void next() {
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3 -> serve(served++);
            case 4 -> serve(served == 0 ? served++ : Math.max(0, served - 1 - random.nextInt(4)));
            case 5, 6, 7, 8, 9, 10, 11 -> reward();
            case 12 -> imported(oneIn(4) ? Math.max(0, sequence - random.nextInt(3)) : sequence++);
            case 13 -> again();
            case 14 -> poisonedReward();
            case 15 -> add(Topic.RECOMMENDATIONS, "u1", garbage(), null, "undecodable");
            case 16, 17 -> item();
            case 18 -> fetched();
            default -> set();
        }
    }

    private void add(
            Topic topic,
            @Nullable String key,
            byte @Nullable [] value,
            @Nullable Object good,
            @Nullable String refusal) {
        records.get(topic).add(new Sent(key == null ? null : key.getBytes(UTF_8), value, time, good, refusal));
    }

    private <T> void put(Topic topic, String key, Codec<T> codec, T value, @Nullable String refusal) {
        add(topic, key, codec.encode(value), value, refusal);
    }

    private static String requestId(int i) {
        return i % 7 == 0 ? "r|" + i : "r" + i;
    }

    private byte[] garbage() {
        byte[] bytes = new byte[random.nextInt(30) + 1];
        random.nextBytes(bytes);
        bytes[0] = 1; // no magic byte
        return bytes;
    }

    // ---- recommendations

    private void serve(int i) {
        List<RankedItem> items = new ArrayList<>();
        // A second slate of a request names other items.
        List<String> slate = i + 1 == served ? slates.get(i) : any(slates);
        for (String item : slate) {
            items.add(new RankedItem(
                    item,
                    items.size() + 1,
                    0.5,
                    null,
                    1,
                    1,
                    1,
                    1,
                    0,
                    FeatureOrigin.PRIOR_ABSENT,
                    null,
                    "not-computed",
                    List.of()));
        }
        Recommendation recommendation = new Recommendation(
                requestId(i),
                "u" + i % 5,
                "home",
                any(COHORTS),
                new SourcePosition("scoring-requests", 0, i),
                1,
                2,
                "thompson",
                "1",
                false,
                0,
                0,
                0,
                List.of(),
                time,
                time,
                items.size(),
                items.size(),
                items,
                null);
        put(Topic.RECOMMENDATIONS, "u" + i % 5, Graphs.CODECS.recommendations("recommendations"), recommendation, null);
    }

    // ---- rewards

    /** Of a request that was served lately, or that will be, or never was. */
    private void reward() {
        int request = Math.max(0, served - 6 + random.nextInt(9));
        String type = any(TYPES);
        Double value = type.equals("impression") || (VALUES.containsKey(type) && !oneIn(3)) ? null : value();
        String item = oneIn(10) ? any(ITEMS) : any(slates.get(request));
        put(reward("w" + rewarded++, oneIn(25) ? "ghost" : requestId(request), item, type, value), null);
    }

    private double value() {
        return oneIn(4) ? random.nextInt(3) * 0.5 : random.nextDouble();
    }

    private Reward reward(String id, String request, String item, String type, @Nullable Double value) {
        long event = time - random.nextInt(300);
        if (oneIn(12)) {
            event = time - random.nextInt(4_000);
        } else if (oneIn(12)) {
            event = time + random.nextInt(2_000);
        }
        return new Reward(id, request, "u1", item, null, type, value, event, null, null);
    }

    private void put(Reward reward, @Nullable String refusal) {
        put(Topic.REWARDS, reward.userId(), Graphs.CODECS.rewards("rewards"), reward, refusal);
    }

    private void imported(long number) {
        String cohort = oneIn(2) ? null : any(COHORTS);
        put(
                new Reward(
                        "i" + rewarded++,
                        null,
                        "importer",
                        any(ITEMS),
                        cohort,
                        "click",
                        value(),
                        time,
                        oneIn(4) ? "other|import" : "import",
                        number),
                null);
    }

    /** The same record a second time, or its id with another content. */
    private void again() {
        List<Sent> rewards = of(Topic.REWARDS);
        if (rewards.isEmpty()) {
            return;
        }
        Sent sent = rewards.get(Math.max(0, rewards.size() - 1 - random.nextInt(25)));
        if (sent.good() instanceof Reward reward && reward.requestId() != null && sent.refusal() == null && oneIn(3)) {
            put(reward(reward.rewardId(), reward.requestId(), any(ITEMS), "click", value()), null);
        } else if (sent.refusal() == null) {
            rewards.add(sent.at(time));
        }
    }

    private void poisonedReward() {
        String id = "p" + rewarded++;
        String request = requestId(Math.max(0, served - 1));
        String item = any(ITEMS);
        Reward good = reward(id, request, item, "click", 1.0);
        switch (random.nextInt(11)) {
            case 0 -> add(Topic.REWARDS, "u1", garbage(), null, "undecodable");
            case 1 -> add(Topic.REWARDS, "u1", null, null, "missing-value");
            case 2 -> add(Topic.REWARDS, null, Graphs.CODECS.rewards("rewards").encode(good), null, "missing-id");
            case 3 -> add(Topic.REWARDS, "u2", Graphs.CODECS.rewards("rewards").encode(good), null, "key-mismatch");
            case 4 -> put(reward(id, request, item, "click", Double.NaN), "invalid-value");
            case 5 -> put(reward(id, request, item, "click", 1.0000001), "invalid-value");
            case 6 -> put(reward(id, request, item, "click", -0.1), "invalid-value");
            case 7 -> put(reward(id, request, item, "impression", 1.0), "invalid-value");
            case 8 -> put(reward(id, request, item, "purchase", null), "unknown-type");
            case 9 -> put(reward(" ", request, item, "click", 1.0), "missing-id");
            default ->
                put(new Reward(id, request, "u1", item, null, "click", 1.0, time + 300_001, null, null), "future");
        }
    }

    // ---- items and sets

    private Map<String, FeatureValue> features() {
        int impressions = random.nextInt(100);
        return Map.of(
                "impressions", new FeatureValue.Whole(impressions),
                "clicks", new FeatureValue.Whole(random.nextInt(impressions + 1)));
    }

    private void item() {
        String item = any(ITEMS);
        Codec<FeatureRecord> codec = Graphs.CODECS.featureRecords("item-features");
        if (oneIn(6)) {
            add(Topic.ITEM_FEATURES, item, null, null, null);
        } else if (oneIn(6)) {
            add(Topic.ITEM_FEATURES, item, garbage(), null, "undecodable");
        } else if (oneIn(6)) {
            Map<String, FeatureValue> wrong =
                    Map.of("impressions", new FeatureValue.Whole(1), "clicks", new FeatureValue.Real(Double.NaN));
            put(Topic.ITEM_FEATURES, item, codec, new FeatureRecord(item, 1, wrong), "invalid-value");
        } else {
            put(Topic.ITEM_FEATURES, item, codec, new FeatureRecord(item, random.nextInt(50), features()), null);
        }
    }

    private void fetched() {
        String item = any(ITEMS);
        EntityState state = new EntityState(
                item, random.nextInt(50), features(), EntityState.Origin.VERTEX, Graphs.NOW + random.nextInt(1_000));
        if (oneIn(8)) {
            add(Topic.FETCHED_ITEMS, item, null, null, "missing-value");
        } else {
            put(Topic.FETCHED_ITEMS, item, Graphs.CODECS.fetchedItems("fetched-items"), state, null);
        }
    }

    private void set() {
        String set = "s" + random.nextInt(3);
        Codec<CandidateSet> codec = Graphs.CODECS.candidateSets("candidate-sets");
        if (oneIn(5)) {
            add(Topic.CANDIDATE_SETS, set, null, null, null);
        } else if (oneIn(5)) {
            put(Topic.CANDIDATE_SETS, set, codec, new CandidateSet(set, List.of(), 1), "no-candidates");
        } else {
            put(Topic.CANDIDATE_SETS, set, codec, new CandidateSet(set, any(slates), random.nextInt(9)), null);
        }
    }
}
