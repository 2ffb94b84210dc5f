package dev.banditstreams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.banditstreams.codec.StateSerdes;
import dev.banditstreams.model.ArmState;
import dev.banditstreams.model.CandidateSet;
import dev.banditstreams.model.EntityState;
import dev.banditstreams.model.FeatureRecord;
import dev.banditstreams.model.Outcome;
import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.Reward;
import dev.banditstreams.model.Topic;
import dev.banditstreams.topology.AttributionModel.Fate;
import dev.banditstreams.topology.CrashingTask.Step;
import dev.banditstreams.topology.LearningOptions.OpenedBy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is wrong with what a run of the application learn has committed at its end. */
final class LearnVerdict {

    private final LearningOptions options;
    private final CrashingTask attribute;
    private final CrashingTask learn;
    private final Map<String, Integer> fates;
    private final List<String> differences = new ArrayList<>();

    /** @param fates numbers of rewards by what the service says became of them */
    LearnVerdict(LearningOptions options, CrashingTask attribute, CrashingTask learn, Map<String, Integer> fates) {
        this.options = options;
        this.attribute = attribute;
        this.learn = learn;
        this.fates = fates;
    }

    /** Empty: nothing. */
    List<String> differences() {
        compareRewards();
        compareArms();
        compareTables();
        return differences;
    }

    private <V> void differ(String what, Map<String, V> is, Map<String, V> shouldBe) {
        Set<String> names = new TreeSet<>(is.keySet());
        names.addAll(shouldBe.keySet());
        names.forEach(name -> differ(what + " " + name, is.get(name), shouldBe.get(name)));
    }

    private void differ(String what, @Nullable Object is, @Nullable Object shouldBe) {
        if (!Objects.equals(is, shouldBe)) {
            differences.add(what + ": is " + is + ", should be " + shouldBe);
        }
    }

    // ---- attribution

    private void compareRewards() {
        AttributionModel model = new AttributionModel(new AttributionModel.Rules(
                LearnHistory.WINDOW,
                LearnHistory.GRACE,
                options.attribution().openedBy() == OpenedBy.IMPRESSION,
                options.attribution().defaultReward(),
                options.combining().name(),
                options.attribution().idleMillis() > 0,
                options.rewardValues()));
        Map<String, String> poison = new TreeMap<>();
        for (Step step : attribute.steps()) {
            Sent sent = attribute.input(step);
            if (sent.refusal() != null) {
                poison.put(step.topic().withPrefix("") + "@" + step.offset(), sent.refusal());
            } else if (sent.good() instanceof Recommendation recommendation) {
                model.recommendation(recommendation, sent.time());
            } else if (sent.good() instanceof Reward reward) {
                model.reward(reward, step.offset(), sent.time());
            }
        }
        model.finish();
        model.refused.forEach((offset, reason) -> poison.put("rewards@" + offset, reason));
        differ("refused", Refused.by(attribute), poison);

        Map<String, Integer> credited = new TreeMap<>();
        Map<String, Integer> trials = new HashMap<>();
        Set<String> ids = new HashSet<>();
        for (Outcome outcome : outcomes()) {
            String ranked = outcome.requestId() + ">" + outcome.itemId();
            outcome.rewardIds().forEach(id -> credited.merge(ranked + ">" + id, 1, Integer::sum));
            if (outcome.requestId() != null) {
                trials.merge(ranked, (int) outcome.trials(), Integer::sum);
            }
            // A request id that is served anew after its first slate was forgotten begins its ids anew.
            if (!ids.add(outcome.outcomeId()) && model.servedAnew == 0) {
                differences.add("outcome id twice: " + outcome.outcomeId());
            }
        }
        model.credited.forEach((line, count) -> {
            int is = credited.getOrDefault(line, 0);
            if (is < count || is > count + model.either.getOrDefault(line, 0)) {
                differences.add("credited " + line + ": is " + is + ", should be " + count);
            }
        });
        credited.forEach((line, count) -> {
            if (!model.credited.containsKey(line) && count > model.either.getOrDefault(line, 0)) {
                differences.add("credited " + line + ": is " + count + ", should not be");
            }
        });
        trials.forEach((ranked, count) -> {
            if (count > 1 && model.servedAnew == 0) {
                differences.add(count + " trials of " + ranked);
            }
        });
        Map<String, List<Long>> arms = new TreeMap<>();
        folded().arms().forEach((name, arm) -> arms.put(name, arm.counts()));
        differ("attributed", arms, model.arms);
        compareFates(model);
    }

    private void compareFates(AttributionModel model) {
        int either = model.fates.getOrDefault(Fate.EITHER, 0);
        int least = model.fates.getOrDefault(Fate.CREDITED, 0);
        int credited = fates.getOrDefault("credited", 0);
        if (credited < least || credited > least + either) {
            differences.add("credited: are " + credited + ", should be " + least + " to " + (least + either));
        }
        differ(
                "credited and superseded",
                credited + fates.getOrDefault("superseded", 0),
                least + either + model.fates.getOrDefault(Fate.SUPERSEDED, 0));
        for (Fate fate : List.of(Fate.IMPRESSION, Fate.DUPLICATE, Fate.IMPORTED)) {
            differ(
                    fate.name(),
                    fates.getOrDefault(fate.name().toLowerCase(Locale.ROOT), 0),
                    model.fates.getOrDefault(fate, 0));
        }
        differ("second slates", fates.getOrDefault("second-slate", 0), model.secondSlates);
    }

    private Folds folded() {
        Folds folds = new Folds();
        List<Sent> log = attribute.written(Topic.OUTCOMES);
        for (int offset = 0; offset < log.size(); offset++) {
            for (Outcome outcome : decoded(log.get(offset))) {
                folds.add(outcome, offset);
            }
        }
        return folds;
    }

    private List<Outcome> outcomes() {
        return attribute.written(Topic.OUTCOMES).stream()
                .flatMap(sent -> decoded(sent).stream())
                .toList();
    }

    private static List<Outcome> decoded(Sent sent) {
        return Refused.good(Graphs.CODECS.outcomes("outcomes").decode(sent.value()))
                .outcomes();
    }

    // ---- arms

    private void compareArms() {
        Folds folds = folded();
        Map<String, Folds.Arm> kept = new TreeMap<>();
        learn.store("arms").values().forEach(bytes -> {
            ArmState arm = StateSerdes.armState().deserializer().deserialize("arms", bytes);
            kept.put(name(arm), arm(arm));
        });
        differ("arms", kept, folds.arms());
        Map<String, Folds.Arm> last = new TreeMap<>();
        for (Sent sent : learn.written(Topic.ARM_STATISTICS)) {
            ArmState arm = StateSerdes.armState().deserializer().deserialize("arm-statistics", sent.value());
            last.put(name(arm), arm(arm));
            if (!folds.ever(name(arm), arm(arm))) {
                differences.add("published arm that never was: " + arm);
            }
        }
        differ("published arms", last, folds.arms());
    }

    private static String name(ArmState arm) {
        return arm.itemId() + ">" + arm.cohort();
    }

    private static Folds.Arm arm(ArmState arm) {
        return new Folds.Arm(arm.trials(), arm.successes(), arm.failures(), arm.digest(), arm.offset());
    }

    // ---- items and sets

    private void compareTables() {
        Map<String, EntityState> items = new TreeMap<>();
        Map<String, CandidateSet> sets = new TreeMap<>();
        Map<String, String> poison = new TreeMap<>();
        for (Step step : learn.steps()) {
            Sent sent = learn.input(step);
            String key = sent.key() == null ? "" : new String(sent.key(), UTF_8);
            if (sent.refusal() != null) {
                poison.put(step.topic().withPrefix("") + "@" + step.offset(), sent.refusal());
            } else if (step.topic() == Topic.ITEM_FEATURES && sent.good() == null) {
                items.remove(key);
            } else if (step.topic() == Topic.CANDIDATE_SETS && sent.good() == null) {
                sets.remove(key);
            } else if (sent.good() instanceof FeatureRecord record) {
                EntityState state = new EntityState(
                        key, record.eventTime(), record.features(), EntityState.Origin.PRODUCER, Graphs.NOW);
                items.merge(key, state, LearnVerdict::newer);
            } else if (sent.good() instanceof EntityState state) {
                items.merge(key, state, LearnVerdict::newer);
            } else if (sent.good() instanceof CandidateSet set) {
                sets.merge(key, set, (before, later) -> later.eventTime() >= before.eventTime() ? later : before);
            }
        }
        differ("refused by learn", Refused.by(learn), poison);
        differ(
                "items",
                table(
                        Topic.ITEM_TABLE,
                        bytes -> StateSerdes.itemState().deserializer().deserialize("", bytes)),
                items);
        differ(
                "sets",
                table(
                        Topic.SET_TABLE,
                        bytes -> StateSerdes.candidateSet().deserializer().deserialize("", bytes)),
                sets);
        differ("kept items", learn.store("items").size(), items.size());
        differ("kept sets", learn.store("sets").size(), sets.size());
    }

    private static EntityState newer(EntityState before, EntityState later) {
        if (later.eventTime() >= before.eventTime()) {
            return later;
        }
        boolean readAgain = later.origin() == EntityState.Origin.VERTEX && later.readAt() > before.readAt();
        return readAgain
                ? new EntityState(
                        before.entityId(), before.eventTime(), before.features(), before.origin(), later.readAt())
                : before;
    }

    private <T> Map<String, T> table(Topic topic, Function<byte[], T> decode) {
        Map<String, T> table = new TreeMap<>();
        for (Sent sent : learn.written(topic)) {
            String key = new String(sent.key(), UTF_8);
            if (sent.value() == null) {
                table.remove(key);
            } else {
                table.put(key, decode.apply(sent.value()));
            }
        }
        return table;
    }
}
