package dev.banditstreams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.banditstreams.codec.Codec;
import dev.banditstreams.codec.StateSerdes;
import dev.banditstreams.model.CandidateSet;
import dev.banditstreams.model.EntityState;
import dev.banditstreams.model.FeatureRecord;
import dev.banditstreams.model.FeatureValue;
import dev.banditstreams.model.ScoringRequest;
import dev.banditstreams.model.Topic;
import dev.banditstreams.topology.CrashingTask.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the application score reads in one run, made from a seed: requests for users, items and sets that are known,
 * that come later or never, requests twice, tombstones, and poison.
 */
final class ScoreHistory {

    static final Set<Topic> TABLES = Set.of(Topic.ITEM_TABLE, Topic.SET_TABLE);

    private static final int RECORDS = 90;
    private static final List<String> ITEMS = List.of("a", "b", "c", "d", "e", "f", "g", "h", "with|bar", "größe");
    private static final List<String> USERS = List.of("u1", "u2", "u3", "u4");
    /** Two that come at some time, and one that never does. */
    private static final List<String> SETS = List.of("soon", "soon", "later", "never");

    private static final List<String> MEMBERS = List.of("a", "c", "e");

    private final Random random;
    private final Map<Topic, List<Sent>> records = new EnumMap<>(Topic.class);
    private long time = Graphs.NOW;

    ScoreHistory(Random random) {
        this.random = random;
        for (Topic topic : List.of(Topic.SCORING_REQUESTS, Topic.USER_FEATURES, Topic.ITEM_TABLE, Topic.SET_TABLE)) {
            records.put(topic, new ArrayList<>());
        }
        for (int i = 0; i < RECORDS; i++) {
            time += random.nextInt(20);
            if (random.nextInt(30) == 0) {
                time += random.nextInt(400) - 100;
            }
            next(i);
        }
    }

    Map<Topic, List<Sent>> inputs() {
        return records;
    }

    static String name(Step step) {
        return step.topic().withPrefix("") + "@" + step.offset();
    }

    boolean mayLackSet(ScoringRequest request) {
        return request.candidateSet() != null;
    }

    Set<String> candidates(ScoringRequest request) {
        Set<String> candidates = new TreeSet<>(
                request.candidateSet() != null ? MEMBERS : request.candidates().texts());
        candidates.removeAll(request.exclude().texts());
        return candidates;
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private void next(int i) {
        switch (random.nextInt(14)) {
            case 0 -> poison(i);
            case 1 -> again();
            case 2, 3 -> user();
            case 4 -> item();
            case 5 -> set(i > RECORDS / 2 ? "later" : "soon");
            default -> request(i);
        }
    }

    private void add(
            Topic topic, String key, byte @Nullable [] value, @Nullable Object good, @Nullable String refusal) {
        records.get(topic).add(new Sent(key.getBytes(UTF_8), value, time, good, refusal));
    }

    private <T> void put(Topic topic, String key, Codec<T> codec, T value, @Nullable String refusal) {
        add(topic, key, codec.encode(value), value, refusal);
    }

    private void request(int i) {
        boolean ofSet = random.nextInt(4) == 0;
        List<String> candidates = new ArrayList<>(ITEMS);
        Collections.shuffle(candidates, random);
        put(
                "r" + i,
                any(USERS),
                ofSet ? List.of() : candidates.subList(0, 1 + random.nextInt(5)),
                ofSet ? any(SETS) : null,
                1 + random.nextInt(4),
                null);
    }

    private void put(
            String id, String user, List<String> candidates, @Nullable String set, int k, @Nullable String refusal) {
        Long deadline = random.nextInt(3) == 0 ? 1L + random.nextInt(400) : null;
        List<String> exclude = random.nextInt(5) == 0 ? List.of("a") : List.of();
        put(
                Topic.SCORING_REQUESTS,
                user,
                Graphs.CODECS.scoringRequests("scoring-requests"),
                new ScoringRequest(id, user, "home", candidates, set, k, exclude, deadline, time, Map.of()),
                refusal);
    }

    /** The same request a second time: each record has an answer of its own. */
    private void again() {
        List<Sent> requests = records.get(Topic.SCORING_REQUESTS);
        if (!requests.isEmpty()) {
            requests.add(requests.get(random.nextInt(requests.size())).at(time));
        }
    }

    private void poison(int i) {
        switch (random.nextInt(5)) {
            case 0 -> add(Topic.SCORING_REQUESTS, "u1", new byte[] {1, 2, 3}, null, "undecodable");
            case 1 -> add(Topic.SCORING_REQUESTS, "u1", null, null, "missing-value");
            case 2 -> put("p" + i, "u1", List.of("a"), null, 0, "invalid-k");
            case 3 -> put("p" + i, "u1", List.of(), null, 1, "no-candidates");
            default -> put("p" + i, "u1", List.of("a"), "soon", 1, "ambiguous-candidates");
        }
    }

    private void user() {
        String user = any(USERS);
        Codec<FeatureRecord> codec = Graphs.CODECS.featureRecords("user-features");
        if (random.nextInt(4) == 0) {
            add(Topic.USER_FEATURES, user, null, null, null);
        } else if (random.nextInt(4) == 0) {
            add(Topic.USER_FEATURES, user, new byte[] {0, 0}, null, "undecodable");
        } else {
            Map<String, FeatureValue> features = Map.of("cohort", new FeatureValue.Text(random.nextInt(3) + ""));
            put(Topic.USER_FEATURES, user, codec, new FeatureRecord(user, 100 + random.nextInt(20), features), null);
        }
    }

    private void item() {
        String item = any(ITEMS);
        EntityState state = new EntityState(
                item, 100, Map.of("impressions", new FeatureValue.Whole(4)), EntityState.Origin.PRODUCER, Graphs.NOW);
        byte[] bytes = random.nextInt(4) == 0
                ? null
                : StateSerdes.itemState().serializer().serialize("", state);
        add(Topic.ITEM_TABLE, item, bytes, null, null);
    }

    private void set(String set) {
        CandidateSet state = new CandidateSet(set, MEMBERS, 1);
        add(Topic.SET_TABLE, set, StateSerdes.candidateSet().serializer().serialize("", state), null, null);
    }
}
