package dev.banditstreams.topology;

import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.Reward;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rules of attribution once more, as plainly as they can be said, for records in the order in which they were read.
 *
 * <p>It knows nothing of when windows are looked at, and so not whether a reward that equals the default was credited
 * before the window was closed, or came after and changed nothing; sums are the same. Such a one is
 * {@link Fate#EITHER}.
 */
final class AttributionModel {

    private static final long ONE = 1_000_000;

    private final Rules rules;
    private final Map<String, Slate> slates = new HashMap<>();
    private final Map<String, List<Read>> parked = new HashMap<>();
    private final Map<String, Long> marks = new HashMap<>();
    private long clock = Long.MIN_VALUE;

    final Map<Fate, Integer> fates = new EnumMap<>(Fate.class);
    /** Reason codes by the offsets of the rewards that are dead letters. */
    final Map<Integer, String> refused = new TreeMap<>();
    /** Each credited reward as {@code request>item>reward}, with how often. */
    final Map<String, Integer> credited = new TreeMap<>();
    /** Those of which it is not known. */
    final Map<String, Integer> either = new TreeMap<>();
    /** Trials, successes, failures by {@code item>cohort}. */
    final Map<String, List<Long>> arms = new TreeMap<>();

    int secondSlates;
    /** Request ids that were served again after nothing counted any longer for their first slate. */
    int servedAnew;

    /** What becomes of a reward. */
    enum Fate {
        CREDITED,
        SUPERSEDED,
        EITHER,
        IMPRESSION,
        DUPLICATE,
        IMPORTED,
        REFUSED
    }

    /** @param byWallClock whether windows may be closed before the clock says so */
    record Rules(
            long window,
            long grace,
            boolean openedByImpression,
            double defaultReward,
            String combining,
            boolean byWallClock,
            Map<String, Double> values) {}

    private record Read(Reward reward, int offset) {}

    private record Slate(String cohort, long servedAt, Map<String, Trial> items, Set<String> rewardIds) {}

    private static final class Trial {
        @Nullable
        Long explicit;

        boolean shown;
    }

    AttributionModel(Rules rules) {
        this.rules = rules;
    }

    void refuse(int offset, String reason) {
        refused.put(offset, reason);
        count(Fate.REFUSED);
    }

    void recommendation(Recommendation recommendation, long servedAt) {
        String id = recommendation.requestId();
        Slate before = slates.get(id);
        if (before != null && !over(before.servedAt)) {
            secondSlates++;
            return;
        }
        if (before != null) {
            servedAnew++;
            close(before);
        }
        Slate slate = new Slate(recommendation.cohort(), servedAt, new LinkedHashMap<>(), new HashSet<>());
        recommendation.items().forEach(item -> slate.items.put(item.itemId(), new Trial()));
        slates.put(id, slate);
        endOrphans(id);
        List<Read> waiting = parked.remove(id);
        if (waiting != null) {
            waiting.forEach(read -> credit(slate, read));
        }
    }

    void reward(Reward reward, int offset, long appendTime) {
        clock = Math.max(clock, appendTime);
        Read read = new Read(reward, offset);
        String id = reward.requestId();
        if (id == null) {
            take(reward);
            return;
        }
        Slate slate = slates.get(id);
        if (slate != null && !over(slate.servedAt)) {
            credit(slate, read);
            return;
        }
        endOrphans(id);
        if (over(reward.eventTime())) {
            refuse(offset, "late");
            return;
        }
        List<Read> waiting = parked.computeIfAbsent(id, i -> new ArrayList<>());
        if (waiting.stream().anyMatch(other -> other.reward.rewardId().equals(reward.rewardId()))) {
            count(Fate.DUPLICATE);
        } else {
            waiting.add(read);
        }
    }

    /** The end: every window is closed, and nothing waits. */
    void finish() {
        slates.values().forEach(this::close);
        List.copyOf(parked.keySet()).forEach(this::endOrphans);
        parked.values().removeIf(List::isEmpty);
        if (!parked.isEmpty()) {
            throw new IllegalStateException("the history ends too early: " + parked.keySet());
        }
    }

    private boolean over(long time) {
        return clock > time + rules.window + rules.grace;
    }

    private void endOrphans(String id) {
        List<Read> waiting = parked.getOrDefault(id, new ArrayList<>());
        for (Read read : List.copyOf(waiting)) {
            if (over(read.reward.eventTime())) {
                waiting.remove(read);
                refuse(read.offset, "orphan");
            }
        }
    }

    private void take(Reward reward) {
        long mark = marks.getOrDefault(reward.importId(), -1L);
        if (reward.sequence() <= mark) {
            count(Fate.DUPLICATE);
            return;
        }
        marks.put(reward.importId(), reward.sequence());
        count(Fate.IMPORTED);
        long value = value(reward);
        add(reward.itemId(), reward.cohort() == null ? "all" : reward.cohort(), value);
        credited.merge(line(reward), 1, Integer::sum);
    }

    private void credit(Slate slate, Read read) {
        Reward reward = read.reward;
        Trial trial = slate.items.get(reward.itemId());
        long end = slate.servedAt + rules.window;
        if (slate.rewardIds.contains(reward.rewardId())) {
            count(Fate.DUPLICATE);
        } else if (trial == null) {
            refuse(read.offset, "not-served");
        } else if (reward.eventTime() > end) {
            refuse(read.offset, "late");
        } else if (reward.type().equals("impression")) {
            slate.rewardIds.add(reward.rewardId());
            trial.shown = true;
            count(Fate.IMPRESSION);
        } else {
            slate.rewardIds.add(reward.rewardId());
            long value = value(reward);
            boolean mayBeClosed = clock > end || rules.byWallClock;
            Long before = trial.explicit;
            trial.explicit = before == null ? value : combined(before, value);
            if (before != null) {
                credited(reward, trial.explicit.equals(before) ? Fate.SUPERSEDED : Fate.CREDITED);
            } else {
                boolean nothingNew = mayBeClosed && open(trial) && value == millionths(rules.defaultReward);
                credited(reward, nothingNew ? Fate.EITHER : Fate.CREDITED);
            }
        }
    }

    private void credited(Reward reward, Fate fate) {
        count(fate);
        if (fate != Fate.SUPERSEDED) {
            (fate == Fate.CREDITED ? credited : either).merge(line(reward), 1, Integer::sum);
        }
    }

    private void close(Slate slate) {
        slate.items.forEach((item, trial) -> {
            if (trial.explicit != null) {
                add(item, slate.cohort, trial.explicit);
            } else if (open(trial)) {
                add(item, slate.cohort, millionths(rules.defaultReward));
            }
        });
    }

    private boolean open(Trial trial) {
        return trial.shown || !rules.openedByImpression;
    }

    private long combined(long before, long value) {
        return switch (rules.combining) {
            case "MAX" -> Math.max(before, value);
            case "SUM" -> Math.min(ONE, before + value);
            case "FIRST" -> before;
            case "LAST" -> value;
            default -> throw new IllegalStateException(rules.combining);
        };
    }

    private void add(String item, String cohort, long successes) {
        List<Long> arm = arms.getOrDefault(item + ">" + cohort, List.of(0L, 0L, 0L));
        arms.put(item + ">" + cohort, List.of(arm.get(0) + 1, arm.get(1) + successes, arm.get(2) + ONE - successes));
    }

    private void count(Fate fate) {
        fates.merge(fate, 1, Integer::sum);
    }

    private long value(Reward reward) {
        return millionths(reward.value() != null ? reward.value() : rules.values.get(reward.type()));
    }

    private static long millionths(double value) {
        return Math.round(value * ONE);
    }

    private static String line(Reward reward) {
        return reward.requestId() + ">" + reward.itemId() + ">" + reward.rewardId();
    }
}
