package dev.banditstreams.topology;

import dev.banditstreams.metrics.DeadLetterMeters;
import dev.banditstreams.metrics.LearningMeters;
import dev.banditstreams.metrics.Metrics;
import dev.banditstreams.model.Topic;
import dev.banditstreams.topology.LearningOptions.OpenedBy;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.streams.Topology;

/**
 * One run of the application learn, whose two tasks die, commit and get on independently of each other, as on two
 * instances, or commit together, as on one thread.
 */
final class LearnCrashes {

    private final Random random;
    private final LearningOptions options;
    private final CrashingTask attribute;
    private final CrashingTask learn;
    private final RewardFates fates;
    private int crashes;

    LearnCrashes(long seed, Fault fault, Metrics metrics) {
        random = new Random(seed);
        fates = new RewardFates(metrics);
        LearnHistory history = new LearnHistory(random);
        LearningMeters meters = new LearningMeters(metrics);
        DeadLetterMeters deadLetters = new DeadLetterMeters(metrics);
        options = new LearningOptions(
                LearnHistory.VALUES,
                List.of(LearningOptions.Combining.values()).get(random.nextInt(4)),
                new LearningOptions.Attribution(
                        LearnHistory.WINDOW,
                        LearnHistory.GRACE,
                        random.nextBoolean() ? OpenedBy.SERVED : OpenedBy.IMPRESSION,
                        random.nextBoolean() ? 0 : 0.25,
                        random.nextInt(4) == 0 ? 600 : 0),
                true,
                Standard.NAMES,
                random.nextBoolean() ? List.of() : List.of(700L, 5_000L),
                0.01,
                1000,
                random.nextBoolean() ? 1000 : 3);
        Map<Topic, List<Sent>> attributeInputs = new EnumMap<>(Topic.class);
        for (Topic topic : List.of(Topic.RECOMMENDATIONS, Topic.REWARDS)) {
            attributeInputs.put(topic, history.of(topic));
        }
        attribute = new CrashingTask(
                stores -> {
                    Topology topology = new Topology();
                    LearnTopology.addAttribute(topology, deployment(stores, deadLetters), options, meters);
                    return topology;
                },
                attributeInputs,
                Set.of(),
                fault,
                random,
                random.nextBoolean());
        Map<Topic, List<Sent>> learnInputs = new EnumMap<>(Topic.class);
        for (Topic topic : List.of(Topic.ITEM_FEATURES, Topic.FETCHED_ITEMS, Topic.CANDIDATE_SETS)) {
            learnInputs.put(topic, history.of(topic));
        }
        learnInputs.put(Topic.OUTCOMES, attribute.written(Topic.OUTCOMES));
        learn = new CrashingTask(
                stores -> {
                    Topology topology = new Topology();
                    LearnTopology.addLearn(topology, deployment(stores, deadLetters), options, meters);
                    return topology;
                },
                learnInputs,
                Set.of(),
                fault,
                random,
                random.nextBoolean());
    }

    static Deployment deployment(StateStores stores, DeadLetterMeters deadLetters) {
        return new Deployment(
                new TopicNames(""),
                Graphs.CODECS,
                new Limits(100_000, 200, 50, 20, 300_000, true),
                new PartitionCounts(Arrays.stream(Topic.values())
                        .collect(Collectors.toMap(topic -> topic.withPrefix(""), topic -> 1))),
                deadLetters,
                () -> Instant.ofEpochMilli(Graphs.NOW),
                stores,
                "test");
    }

    int crashes() {
        return crashes;
    }

    int discarded() {
        return attribute.discarded() + learn.discarded();
    }

    /** What became of rewards in this run: fates and reason codes. */
    Set<String> seen() {
        Set<String> seen = new TreeSet<>(Refused.by(attribute).values());
        fates.committed().forEach((fate, count) -> {
            if (count > 0) {
                seen.add(fate);
            }
        });
        return seen;
    }

    /** Runs to the end. */
    List<String> differences() {
        while (attribute.hasInput() || learn.hasInput()) {
            act(random.nextBoolean() ? attribute : learn);
        }
        // What is left: windows to close, orphans, outcomes to fold, arms to publish.
        for (int i = 0; i < 20; i++) {
            attribute.passTime(250);
            commit(attribute);
            while (learn.hasInput()) {
                learn.step();
            }
            crash(i % 2 == 0 ? attribute : learn);
            learn.passTime(1_000);
            if (i % 4 != 0) {
                commit(learn);
            }
        }
        attribute.close();
        learn.close();
        return new LearnVerdict(options, attribute, learn, fates.committed()).differences();
    }

    private void act(CrashingTask task) {
        int die = random.nextInt(100);
        if (die < 70) {
            if (task.hasInput()) {
                task.step();
            }
            if (!task.hasInput()) {
                commit(task);
            }
        } else if (die < 80) {
            task.passTime(50 + random.nextInt(350));
        } else if (die < 92) {
            commit(task);
        } else if (die < 95) { // one transaction of both
            commit(attribute);
            commit(learn);
        } else {
            crash(task);
            if (random.nextInt(3) == 0) {
                crash(task == learn ? attribute : learn);
            }
        }
    }

    private void commit(CrashingTask task) {
        task.commit();
        if (task == attribute) {
            fates.commit();
        }
    }

    private void crash(CrashingTask task) {
        task.crash();
        if (task == attribute) {
            fates.forget();
        }
        crashes++;
    }
}
