package dev.banditstreams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.banditstreams.codec.StateSerdes;
import dev.banditstreams.metrics.DeadLetterMeters;
import dev.banditstreams.metrics.Metrics;
import dev.banditstreams.metrics.ScoringMeters;
import dev.banditstreams.model.EntityState;
import dev.banditstreams.model.FeatureRecord;
import dev.banditstreams.model.FeatureValue;
import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.ScoringRequest;
import dev.banditstreams.model.Topic;
import dev.banditstreams.topology.CrashingTask.Step;
import dev.banditstreams.topology.ScoringOptions.UnknownSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.Topology;

/**
 * One run of the application score, which dies while requests wait for features that come, fail or never come, and what
 * is wrong with its answers at the end.
 */
final class ScoreCrashes {

    private final Random random;
    private final ScoreHistory history;
    private final CrashingTask score;
    private final List<String> differences = new ArrayList<>();
    private final Metrics metrics;
    private final ScoringMeters meters;
    private final boolean ordered;
    private final int parkedRequests;
    private FaultySource source;
    private int crashes;

    ScoreCrashes(long seed, Fault fault, Metrics metrics) {
        this.metrics = metrics;
        random = new Random(seed);
        history = new ScoreHistory(random);
        ordered = random.nextBoolean();
        parkedRequests = random.nextInt(3) == 0 ? 3 : 1_000;
        meters = new ScoringMeters(metrics);
        score = new CrashingTask(
                this::graph, history.inputs(), ScoreHistory.TABLES, fault, random, random.nextBoolean());
    }

    /** Of one life: what is on the heap, and what was asked for, dies with it. */
    private Topology graph(StateStores stores) {
        source = new FaultySource(random);
        Freshness ever = new Freshness(0, 0);
        ItemTable items = new ItemTable(Standard.NAMES, Standard.PRIORS, List.of(), new ItemTable.Fetched(ever, 1000));
        ScoringOptions options = new ScoringOptions(
                "cohort",
                List.of("young", "old"),
                Standard.THOMPSON,
                Graphs.waiting(UnknownSet.WAIT, parkedRequests, 1_000_000),
                source.fetching(ordered, ever, 30),
                0,
                0,
                Standard.PRIORS,
                Standard.NAMES);
        return ScoreTopology.build(
                LearnCrashes.deployment(stores, new DeadLetterMeters(metrics)),
                options,
                items,
                new SetTable(items),
                meters);
    }

    int crashes() {
        return crashes;
    }

    int discarded() {
        return score.discarded();
    }

    /** Runs to the end. */
    List<String> differences() {
        while (score.hasInput()) {
            act();
        }
        for (int i = 0; i < 6; i++) {
            source.answer();
            score.passTime(50);
            score.commit();
            crash();
        }
        score.passTime(20_000); // deadlines
        score.commit();
        score.close();
        compareAnswers();
        compareUsers();
        return differences;
    }

    private void act() {
        int die = random.nextInt(100);
        if (die < 60) {
            score.step();
        } else if (die < 75) {
            source.answer();
        } else if (die < 85) {
            score.passTime(5 + random.nextInt(40));
        } else if (die < 93) {
            score.commit();
        } else {
            crash();
        }
    }

    private void crash() {
        score.crash();
        crashes++;
    }

    private void differ(String what, Object is, Object shouldBe) {
        if (!is.equals(shouldBe)) {
            differences.add(what + ": is " + is + ", should be " + shouldBe);
        }
    }

    private void compareAnswers() {
        Map<String, String> ends = Refused.by(score);
        for (Sent sent : score.written(Topic.RECOMMENDATIONS)) {
            Recommendation answer = Refused.good(
                    Graphs.CODECS.recommendations("recommendations").decode(sent.value()));
            Step step = new Step(Topic.SCORING_REQUESTS, (int) answer.source().offset());
            String end = score.input(step).good() instanceof ScoringRequest request && answers(answer, request)
                    ? "answered"
                    : "answered with another's answer";
            ends.merge(ScoreHistory.name(step), end, (one, two) -> one + " and " + two);
        }
        for (Step step : score.steps()) {
            Sent sent = score.input(step);
            String end = ends.remove(ScoreHistory.name(step));
            String shouldBe =
                    sent.refusal() != null ? sent.refusal() : sent.good() instanceof ScoringRequest ? "answered" : null;
            boolean mayBeRefused = sent.good() instanceof ScoringRequest request && history.mayLackSet(request);
            if (!(mayBeRefused && "unknown-candidate-set".equals(end)) && !Objects.equals(end, shouldBe)) {
                differences.add(ScoreHistory.name(step) + ": is " + end + ", should be " + shouldBe);
            }
        }
        differ("ends of nothing", ends, Map.of());
        differ("still parked", score.store("parked-requests").size(), 0);
    }

    private boolean answers(Recommendation answer, ScoringRequest request) {
        Set<String> candidates = history.candidates(request);
        return answer.requestId().equals(request.requestId())
                && answer.userId().equals(request.userId())
                && answer.items().size() == Math.min(request.k(), candidates.size())
                && answer.items().stream().allMatch(item -> candidates.contains(item.itemId()));
    }

    /** Features that a producer sent are newer than any that the source has. */
    private void compareUsers() {
        Map<String, Map<String, FeatureValue>> kept = new TreeMap<>();
        score.store("user-features").forEach((Bytes key, byte[] value) -> {
            EntityState state = StateSerdes.userState().deserializer().deserialize("user-features", value);
            if (state.origin() == EntityState.Origin.PRODUCER) {
                kept.put(key.toString(), state.features());
            }
        });
        Map<String, FeatureRecord> users = new TreeMap<>();
        for (Step step : score.steps()) {
            Sent sent = score.input(step);
            if (step.topic() == Topic.USER_FEATURES && sent.refusal() == null) {
                String user = new String(sent.key(), UTF_8);
                if (sent.good() instanceof FeatureRecord record) {
                    users.merge(
                            user, record, (before, later) -> later.eventTime() >= before.eventTime() ? later : before);
                } else {
                    users.remove(user);
                }
            }
        }
        Map<String, Map<String, FeatureValue>> newest = new TreeMap<>();
        users.forEach((user, record) -> newest.put(user, record.features()));
        differ("users", kept, newest);
    }
}
