package dev.banditstreams.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.banditstreams.check.SyntheticScore.Written;
import dev.banditstreams.codec.StateSerdes;
import dev.banditstreams.model.ParkedRequest;
import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.Reward;
import dev.banditstreams.model.ScoringRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A consistent history of some hundred requests with rewards of every kind, or one with a single breach planted in it.
 * The same seed gives the same history.
 */
final class SyntheticRun {

    private static final int PARTITIONS = 2;
    private static final int USERS = 30;
    private static final int ITEMS = 12;
    private static final int CANDIDATES = 6;
    private static final int K = 3;
    private static final long BEGIN = 1_800_000_000_000L;
    private static final long BETWEEN_REQUESTS = 700;
    private static final long ANSWER_AFTER = 20;
    private static final long SECOND = 1000;
    /** Requests shortly before the end, whose windows stay open. */
    private static final int LAST = 20;

    private static final int GARBAGE_BYTES = 5000;

    private final Random random;
    private final int requests;
    private final CheckOptions options;
    private final Plant plant;
    private final MemoryHistory history = new MemoryHistory(PARTITIONS);
    private final HistoryCodecs codecs = new HistoryCodecs(
            new MemoryCodec<>(), new MemoryCodec<>(), new MemoryCodec<>(), new MemoryCodec<>(), new MemoryCodec<>());
    private final SyntheticLetters letters;
    private final SyntheticScore score;
    private final SyntheticLearn learn;

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::time).thenComparingLong(Event::number));
    private long number;
    private long now = BEGIN;
    private long imported;

    private record Event(long time, long number, Runnable action) {}

    SyntheticRun(long seed, int requests, CheckOptions options, Plant plant) {
        this.random = new Random(seed);
        this.requests = requests;
        this.options = options;
        this.plant = plant;
        letters = new SyntheticLetters(history, codecs, plant);
        SyntheticArms arms = new SyntheticArms(history, codecs, plant);
        score = new SyntheticScore(history, codecs, arms, plant);
        learn = new SyntheticLearn(history, options, arms, letters, plant);
    }

    /** Writes the history and checks it. */
    CheckReport check() {
        for (int i = 0; i < requests; i++) {
            int request = i;
            at(BEGIN + i * BETWEEN_REQUESTS, () -> request(request));
        }
        long end = BEGIN + requests * BETWEEN_REQUESTS + 3 * options.windowMillis();
        for (int i = 0; i < LAST; i++) {
            int last = requests + i;
            at(end + i * BETWEEN_REQUESTS, () -> request(last));
            at(end + i * BETWEEN_REQUESTS, () -> withoutRecommendation("last" + last));
        }
        while (!events.isEmpty() && events.element().time < end + LAST * BETWEEN_REQUESTS) {
            Event event = events.remove();
            now = event.time;
            event.action.run();
        }
        return Checker.check(history, codecs, options, now, line -> {});
    }

    private void at(long time, Runnable action) {
        events.add(new Event(time, number++, action));
    }

    private void request(int i) {
        String user = "u" + random.nextInt(USERS);
        byte[] key = user.getBytes(UTF_8);
        boolean refused = i % 40 == 7;
        byte[] value;
        ScoringRequest request = asked("r" + i, user);
        if (i % 80 == 47) {
            value = new byte[GARBAGE_BYTES];
            random.nextBytes(value);
        } else {
            value = codecs.requests().encode(request);
        }
        Position at = history.append(Log.REQUESTS, Hashes.partition(key, PARTITIONS), now, key, value);
        long accepted = now;
        if (refused) {
            letters.refuse(at, key, value, "invalid-k", now);
            if (plant.now(Breach.SECOND_REFUSAL)) {
                letters.refuse(at, key, value, "invalid-k", now);
            }
        } else if (i % 50 == 30) {
            park(at, key, value);
        } else if (!plant.now(Breach.LOST_REQUEST)) {
            early(request);
            at(now + ANSWER_AFTER, () -> answer(request, at, accepted, key, value));
        }
        if (i % 20 == 3) {
            imports();
        }
        if (i % 25 == 9) {
            withoutRecommendation("nobody" + i);
        }
        if (i > requests / 2 && plant.now(Breach.INVENTED_DEAD_LETTER)) {
            letters.invent(now);
        }
    }

    private ScoringRequest asked(String requestId, String user) {
        List<String> candidates = new ArrayList<>();
        while (candidates.size() < CANDIDATES) {
            String item = item();
            if (!candidates.contains(item)) {
                candidates.add(item);
            }
        }
        return new ScoringRequest(requestId, user, "home", candidates, null, K, List.of(), null, now, Map.of());
    }

    /** Half of the parked ones are still parked at the end. */
    private void park(Position at, byte[] key, byte[] value) {
        byte[] storeKey = at.toString().getBytes(UTF_8);
        ParkedRequest parked = new ParkedRequest(SyntheticLetters.source(at), now, "coming", now + SECOND, key, value);
        history.append(
                Log.PARKED_REQUESTS,
                0,
                now,
                storeKey,
                StateSerdes.parkedRequest().serializer().serialize("", parked));
        if (plant.now(Breach.LOST_PARKED_REQUEST)) {
            history.append(Log.PARKED_REQUESTS, 0, now, storeKey, null);
        } else if (random.nextBoolean()) {
            at(now + SECOND, () -> {
                history.append(Log.PARKED_REQUESTS, 0, now, storeKey, null);
                letters.refuse(at, key, value, "unknown-candidate-set", now);
            });
        }
    }

    private void answer(ScoringRequest request, Position at, long accepted, byte[] key, byte[] value) {
        Written written = score.answer(request, at, accepted, now);
        learn.recommendation(written.at(), written.value(), now);
        rewards(written.value());
        if (plant.now(Breach.SECOND_ANSWER)) {
            Written second = score.write(written.value(), now);
            learn.recommendation(second.at(), second.value(), now);
        }
        if (plant.now(Breach.ANSWERED_AND_REFUSED)) {
            letters.refuse(at, key, value, "too-large", now);
        }
        if (plant.now(Breach.INVENTED_ANSWER)) {
            Position nowhere = new Position(Log.REQUESTS, at.partition(), 1_000_000);
            Written invented = score.answer(asked("never-sent", request.userId()), nowhere, accepted, now);
            learn.recommendation(invented.at(), invented.value(), now);
            rewards(invented.value());
        }
    }

    /** A reward that comes before its recommendation. */
    private void early(ScoringRequest request) {
        if (random.nextInt(8) == 0) {
            String item = request.candidates().texts().get(random.nextInt(CANDIDATES));
            Reward reward = reward(
                    request.requestId() + "-early", request.requestId(), request.userId(), item, "click", null, now);
            send(now + 5, reward);
            if (random.nextInt(3) == 0) {
                send(now + 6, reward);
            }
        }
    }

    private void rewards(Recommendation answer) {
        String id = answer.requestId();
        String user = answer.userId();
        String item = answer.items().get(random.nextInt(answer.items().size())).itemId();
        long served = now;
        long window = options.windowMillis();
        if (random.nextInt(2) == 0) {
            send(now + 2 * SECOND, reward(id + "-i", id, user, item, RewardRefusals.IMPRESSION, null, served + SECOND));
        }
        if (random.nextInt(5) < 2) {
            Reward click = reward(id + "-c", id, user, item, "click", null, served + 3 * SECOND);
            send(now + 7 * SECOND, click);
            if (random.nextInt(3) == 0) {
                send(now + 8 * SECOND, click);
            }
        }
        if (random.nextInt(5) == 0) {
            send(now + 4 * SECOND, reward(id + "-v", id, user, item, "rating", 0.25, served + 4 * SECOND));
        }
        if (random.nextInt(5) == 0) {
            send(now + 9 * SECOND, reward(id + "-w", id, user, item, "rating", 0.375, served + 2 * SECOND));
        }
        if (random.nextInt(10) == 0) {
            send(now + window + 5 * SECOND, reward(id + "-a", id, user, item, "click", null, served + window - 1));
        }
        if (random.nextInt(10) == 0) {
            send(now + window + 6 * SECOND, reward(id + "-l", id, user, item, "click", null, served + window + 1));
        }
        if (random.nextInt(12) == 0) {
            send(
                    now + window + 3 * SECOND,
                    reward(id + "-j", id, user, item, RewardRefusals.IMPRESSION, null, served + window));
        }
        if (random.nextInt(15) == 0) {
            send(now + 2 * window, reward(id + "-o", id, user, item, "click", null, served + SECOND));
        }
        bad(id, user, item);
    }

    private void bad(String id, String user, String item) {
        switch (random.nextInt(25)) {
            case 0 -> send(now + SECOND, reward(id + "-n", id, user, "never-served", "click", null, now));
            case 1 -> send(now + SECOND, reward(id + "-u", id, user, item, "unheard-of", null, now));
            case 2 -> send(now + SECOND, reward(id + "-x", id, user, item, "rating", 1.5, now));
            case 3 ->
                send(
                        now + SECOND,
                        reward(id + "-f", id, user, item, "click", null, now + 2 * SECOND + options.futureMillis()));
            case 4 -> at(now + SECOND, () -> garbage(user));
            default -> {}
        }
    }

    /** Rewards of a request that nobody sent: parked and given up, parked at the end, or too late at once. */
    private void withoutRecommendation(String requestId) {
        String user = "u" + random.nextInt(USERS);
        Reward reward = reward(requestId + "-c", requestId, user, item(), "click", null, now);
        send(now + SECOND, reward);
        send(now + 2 * SECOND, reward);
        long old = now - options.windowMillis() - options.graceMillis() - SECOND;
        send(now + SECOND, reward(requestId + "-l", requestId + "-late", user, item(), "click", null, old));
    }

    private void imports() {
        String user = "u" + random.nextInt(USERS);
        long sequence = imported++;
        Reward reward = new Reward(
                "import-" + sequence,
                null,
                user,
                item(),
                random.nextBoolean() ? "young" : null,
                "click",
                random.nextBoolean() ? 1.0 : 0.0,
                now,
                "log",
                sequence);
        send(now, reward);
        if (random.nextInt(3) == 0) {
            send(now + SECOND, reward);
        }
    }

    private void send(long time, Reward reward) {
        at(time, () -> {
            byte[] value = codecs.rewards().encode(reward);
            append(reward.userId(), reward, value);
        });
    }

    private void garbage(String user) {
        byte[] value = new byte[random.nextBoolean() ? 3 : GARBAGE_BYTES];
        append(user, null, value);
    }

    private void append(String user, @Nullable Reward reward, byte[] value) {
        byte[] key = user.getBytes(UTF_8);
        Position at = history.append(Log.REWARDS, Hashes.partition(key, PARTITIONS), now, key, value);
        learn.reward(at, reward, key, value, now);
    }

    private String item() {
        return "i" + random.nextInt(ITEMS);
    }

    private static Reward reward(
            String rewardId,
            String requestId,
            String user,
            String item,
            String type,
            @Nullable Double value,
            long eventTime) {
        return new Reward(rewardId, requestId, user, item, null, type, value, eventTime, null, null);
    }
}
