package dev.banditstreams.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.banditstreams.check.CheckOptions.OpenedBy;
import dev.banditstreams.codec.StateSerdes;
import dev.banditstreams.model.ArmKey;
import dev.banditstreams.model.Cohorts;
import dev.banditstreams.model.Millionths;
import dev.banditstreams.model.Outcome;
import dev.banditstreams.model.ParkedRewards;
import dev.banditstreams.model.ParkedRewards.ParkedReward;
import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.Reward;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The learner of a synthetic history: attributes rewards as the service does, one after the other, and does wrong what
 * is planted. Written apart from the checker's own attribution, which doesn't know the order of reading.
 */
final class SyntheticLearn {

    private final MemoryHistory history;
    private final CheckOptions options;
    private final SyntheticArms arms;
    private final SyntheticLetters letters;
    private final Plant plant;

    private final Map<String, SyntheticSlate> slates = new TreeMap<>();
    private final Map<String, List<Parked>> parked = new TreeMap<>();
    private final Map<String, Long> marks = new HashMap<>();
    private final long[] clocks;

    private record Parked(Position at, Reward reward, long appendTime, byte[] key, byte[] value) {}

    SyntheticLearn(
            MemoryHistory history, CheckOptions options, SyntheticArms arms, SyntheticLetters letters, Plant plant) {
        this.history = history;
        this.options = options;
        this.arms = arms;
        this.letters = letters;
        this.plant = plant;
        clocks = new long[history.partitions(Log.REWARDS)];
        Arrays.fill(clocks, Long.MIN_VALUE);
    }

    void recommendation(Position at, Recommendation value, long now) {
        if (slates.containsKey(value.requestId())) {
            return;
        }
        SyntheticSlate slate = new SyntheticSlate(value, now);
        slates.put(value.requestId(), slate);
        List<Parked> waiting = parked.remove(value.requestId());
        if (waiting != null) {
            for (Parked reward : waiting) {
                boolean served = slate.items.containsKey(reward.reward.itemId());
                if (!(served && isExplicit(reward.reward) && plant.now(Breach.DROPPED_EARLY))) {
                    credit(slate, reward, now);
                }
            }
            writeParked(value.requestId(), now);
        }
        if (plant.now(Breach.DEFAULT_TOO_EARLY)) {
            close(slate, slate.items.values().iterator().next(), now);
        }
        if (plant.now(Breach.INVENTED_OUTCOME)) {
            String item = value.items().get(0).itemId();
            arms.publish(
                    List.of(new Outcome(
                            new ArmKey("never-sent", item).encode() + "|0",
                            item,
                            value.cohort(),
                            1,
                            Millionths.ONE,
                            0,
                            Outcome.Reason.REWARD,
                            List.of("never-sent"),
                            "never-sent",
                            now,
                            null)),
                    now);
        }
    }

    /** @param reward null: it can't be read */
    void reward(Position at, @Nullable Reward reward, byte[] key, byte[] value, long now) {
        int partition = at.partition();
        clocks[partition] = Math.max(clocks[partition], now);
        Parked read = reward == null ? null : new Parked(at, reward, now, key, value);
        if (read == null) {
            letters.refuse(at, key, value, "undecodable", now);
        } else {
            String refusal = refusal(read);
            if (refusal == null) {
                take(read, now);
            } else if (!(refusal.equals("unknown-type") && plant.now(Breach.DROPPED_UNKNOWN_TYPE))) {
                letters.refuse(at, key, value, refusal, now);
            }
        }
        tick(partition, now);
    }

    private @Nullable String refusal(Parked read) {
        Reward reward = read.reward;
        if (reward.value() != null && (reward.value() < 0 || reward.value() > 1)) {
            return "invalid-value";
        }
        if (reward.value() == null
                && !reward.type().equals(RewardRefusals.IMPRESSION)
                && !options.rewardValues().containsKey(reward.type())) {
            return "unknown-type";
        }
        return reward.eventTime() > read.appendTime + options.futureMillis() ? "future" : null;
    }

    private void take(Parked read, long now) {
        String requestId = read.reward.requestId();
        if (requestId == null) {
            takeImport(read, now);
            return;
        }
        SyntheticSlate slate = slates.get(requestId);
        if (slate != null) {
            credit(slate, read, now);
        } else if (clocks[read.at.partition()]
                > read.reward.eventTime() + options.windowMillis() + options.graceMillis()) {
            refuse(read, "late", now);
        } else {
            List<Parked> waiting = parked.computeIfAbsent(requestId, id -> new ArrayList<>());
            boolean twice =
                    waiting.stream().anyMatch(before -> before.reward.rewardId().equals(read.reward.rewardId()));
            if (!twice) {
                waiting.add(read);
                writeParked(requestId, now);
            }
        }
    }

    private void credit(SyntheticSlate slate, Parked read, long now) {
        Reward reward = read.reward;
        if (slate.counted.contains(reward.rewardId())) {
            return;
        }
        SyntheticSlate.Item item = slate.items.get(reward.itemId());
        boolean late = Math.max(reward.eventTime(), slate.servedAt) > slate.servedAt + options.windowMillis();
        if (item == null) {
            if (!plant.now(Breach.DROPPED_NOT_SERVED)) {
                refuse(read, "not-served", now);
            }
            return;
        }
        boolean firstExplicit = isExplicit(reward) && item.explicit == null && value(reward) > 0;
        if (late && !(firstExplicit && plant.now(Breach.LATE_COUNTED))) {
            refuse(read, "late", now);
            return;
        }
        if (firstExplicit && !late && refuseTimely(slate, read, now)) {
            return;
        }
        slate.counted.add(reward.rewardId());
        if (!isExplicit(reward)) {
            item.impression = true;
            if (slate.closed && options.openedBy() == OpenedBy.IMPRESSION && !item.isCounted()) {
                close(slate, item, now);
            }
            return;
        }
        count(slate, item, reward, now);
    }

    private boolean refuseTimely(SyntheticSlate slate, Parked read, long now) {
        if (plant.now(Breach.DROPPED_REWARD)) {
            return true;
        }
        String reason = null;
        if (plant.now(Breach.TIMELY_REFUSED_AS_LATE)) {
            reason = "late";
        } else if (plant.now(Breach.SERVED_REFUSED)) {
            reason = "not-served";
        } else if (read.appendTime > slate.servedAt + options.skewMillis()
                && !slate.closed
                && plant.now(Breach.TIMELY_REFUSED_AS_ORPHAN)) {
            reason = "orphan";
        }
        if (reason != null) {
            refuse(read, reason, now);
        }
        return reason != null;
    }

    private void count(SyntheticSlate slate, SyntheticSlate.Item item, Reward reward, long now) {
        long value = value(reward);
        Long before = item.explicit;
        long after = before == null ? value : combined(before, value);
        item.explicit = after;
        List<String> ids = List.of(plant.now(Breach.INVENTED_REWARD) ? "never-sent" : reward.rewardId());
        String cohort = slate.recommendation.cohort();
        boolean opens = !item.isCounted();
        if (opens && after > 0 && plant.now(Breach.WRONG_VALUE)) {
            after = after / 2;
        }
        String another = cohort.equals(Cohorts.ALL) ? "young" : Cohorts.ALL;
        if (opens && plant.now(Breach.WRONG_COHORT)) {
            arms.publish(List.of(item.outcome(1, after, Outcome.Reason.REWARD, ids, another, reward.eventTime())), now);
            return;
        }
        if (!opens && before != null && plant.now(Breach.ADDED_INSTEAD_OF_COMBINED)) {
            arms.publish(List.of(item.outcome(1, value, Outcome.Reason.REWARD, ids, cohort, reward.eventTime())), now);
            return;
        }
        Outcome outcome = item.change(after, Outcome.Reason.REWARD, ids, reward.eventTime());
        if (outcome != null) {
            arms.publish(List.of(outcome), now);
            if (plant.now(Breach.REWARD_TWICE)) {
                arms.publish(List.of(outcome), now);
            }
        }
    }

    private void takeImport(Parked read, long now) {
        Reward reward = read.reward;
        String importId = String.valueOf(reward.importId());
        long sequence = reward.sequence() == null ? 0 : reward.sequence();
        String mark = read.at.partition() + importId;
        if (sequence <= marks.getOrDefault(mark, -1L) || plant.now(Breach.DROPPED_IMPORT)) {
            return;
        }
        marks.put(mark, sequence);
        Outcome outcome = imported(importId, sequence, reward);
        arms.publish(List.of(outcome), now);
        if (plant.now(Breach.IMPORT_TWICE)) {
            arms.publish(List.of(outcome), now);
        }
        if (plant.now(Breach.INVENTED_IMPORT)) {
            arms.publish(List.of(imported(importId, 1_000_000, reward)), now);
        }
    }

    private Outcome imported(String importId, long sequence, Reward reward) {
        long value = value(reward);
        return new Outcome(
                new ArmKey(importId, Long.toString(sequence)).encode(),
                reward.itemId(),
                reward.cohort() == null ? Cohorts.ALL : reward.cohort(),
                1,
                value,
                Millionths.ONE - value,
                Outcome.Reason.IMPORT,
                List.of(reward.rewardId()),
                null,
                reward.eventTime(),
                null);
    }

    /** Closes windows, forgets slates, gives up parked rewards. */
    private void tick(int partition, long now) {
        long clock = clocks[partition];
        for (Iterator<SyntheticSlate> all = slates.values().iterator(); all.hasNext(); ) {
            SyntheticSlate slate = all.next();
            if (partition(slate.recommendation.userId()) != partition) {
                continue;
            }
            if (!slate.closed && clock > slate.servedAt + options.windowMillis()) {
                slate.closed = true;
                for (SyntheticSlate.Item item : slate.items.values()) {
                    boolean opened = options.openedBy() == OpenedBy.SERVED || item.impression;
                    if (opened && !item.isCounted() && !plant.now(Breach.MISSING_DEFAULT)) {
                        close(slate, item, now);
                    }
                }
            }
            if (clock > slate.servedAt + options.windowMillis() + options.graceMillis()) {
                all.remove();
            }
        }
        for (String requestId : List.copyOf(parked.keySet())) {
            giveUp(requestId, partition, clock, now);
        }
    }

    private void close(SyntheticSlate slate, SyntheticSlate.Item item, long now) {
        long value = Millionths.of(options.defaultReward());
        Outcome outcome = item.change(value, Outcome.Reason.DEFAULT, List.of(), slate.servedAt);
        if (outcome != null) {
            arms.publish(List.of(outcome), now);
            if (plant.now(Breach.SECOND_DEFAULT)) {
                arms.publish(
                        List.of(item.outcome(
                                1,
                                value,
                                Outcome.Reason.DEFAULT,
                                List.of(),
                                slate.recommendation.cohort(),
                                slate.servedAt)),
                        now);
            }
        }
    }

    private void giveUp(String requestId, int partition, long clock, long now) {
        List<Parked> waiting = parked.getOrDefault(requestId, List.of());
        for (Parked reward : List.copyOf(waiting)) {
            if (reward.at.partition() == partition
                    && clock > reward.reward.eventTime() + options.windowMillis() + options.graceMillis()) {
                waiting.remove(reward);
                if (!plant.now(Breach.LOST_PARKED_REWARD)) {
                    refuse(reward, "orphan", now);
                }
                if (waiting.isEmpty()) {
                    parked.remove(requestId);
                }
                writeParked(requestId, now);
            }
        }
    }

    private void refuse(Parked read, String reason, long now) {
        letters.refuse(read.at, read.key, read.value, reason, now);
    }

    private void writeParked(String requestId, long now) {
        List<Parked> waiting = parked.getOrDefault(requestId, List.of());
        List<ParkedReward> rewards = waiting.stream()
                .map(read -> new ParkedReward(
                        read.reward.rewardId(),
                        read.reward.itemId(),
                        read.reward.type(),
                        read.reward.value(),
                        read.reward.eventTime(),
                        read.appendTime,
                        read.at.partition(),
                        read.at.offset(),
                        read.key,
                        read.value))
                .toList();
        byte[] value = rewards.isEmpty()
                ? null
                : StateSerdes.parkedRewards().serializer().serialize("", new ParkedRewards(rewards));
        history.append(Log.PARKED_REWARDS, 0, now, requestId.getBytes(UTF_8), value);
    }

    private int partition(String userId) {
        return Hashes.partition(userId.getBytes(UTF_8), history.partitions(Log.REWARDS));
    }

    private static boolean isExplicit(Reward reward) {
        return !reward.type().equals(RewardRefusals.IMPRESSION);
    }

    private long value(Reward reward) {
        Double own = reward.value();
        return Millionths.of(own != null ? own : options.rewardValues().getOrDefault(reward.type(), 0.0));
    }

    private long combined(long before, long value) {
        return switch (options.combining()) {
            case MAX -> Math.max(before, value);
            case SUM -> Math.min(Millionths.ONE, before + value);
            case FIRST -> before;
            case LAST -> value;
        };
    }
}
