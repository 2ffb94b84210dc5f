package dev.banditstreams.check;

import dev.banditstreams.model.Millionths;
import dev.banditstreams.model.Outcome;
import dev.banditstreams.model.Outcomes;
import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.Reward;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Guarantee 4: attributes every reward again, and compares what comes of it with the outcomes and dead letters that are
 * there; and guarantee 2 of outcomes.
 *
 * <p>In which order the service read rewards and recommendations is not known, so nothing here depends on it where the
 * rules allow both. A slate is held until its window and grace are over and its outcomes add up.
 */
final class AttributionCheck {

    private static final Guarantee CONSERVATION = Guarantee.CONSERVATION;

    private final History history;
    private final CheckOptions options;
    private final DeadLetterCheck letters;
    private final Set<Position> parked;
    private final Findings findings;
    private final RewardRefusals refusals;
    private final RewardFates fates;
    private final ImportCheck imports;
    private final SlateVerdict verdict;

    private final Map<String, OpenSlate> slates = new HashMap<>();
    private final Map<String, List<SeenReward>> waiting = new HashMap<>();
    private final Map<String, List<Early>> early = new HashMap<>();
    /** By partition, in the order served. */
    private final List<Deque<OpenSlate>> closing = new ArrayList<>();

    /** By partition, in the order in which they were to be forgotten. */
    private final List<Deque<OpenSlate>> held = new ArrayList<>();

    private final long[] rewardsRead;
    private final Clocks clocks;

    /** An outcome whose recommendation was not read yet. */
    private record Early(Position at, Outcome outcome) {}

    AttributionCheck(
            History history, CheckOptions options, DeadLetterCheck letters, Set<Position> parked, Findings findings) {
        this.history = history;
        this.options = options;
        this.letters = letters;
        this.parked = parked;
        this.findings = findings;
        int partitions = Math.max(history.partitions(Log.REWARDS), history.partitions(Log.RECOMMENDATIONS));
        refusals = new RewardRefusals(options, history.partitions(Log.REWARDS));
        clocks = new Clocks(partitions, options);
        rewardsRead = new long[partitions];
        fates = new RewardFates(options, parked, clocks, findings);
        imports = new ImportCheck(history, findings);
        verdict = new SlateVerdict(options, clocks, findings);
        for (int i = 0; i < partitions; i++) {
            closing.add(new ArrayDeque<>());
            held.add(new ArrayDeque<>());
        }
    }

    void recommendation(Read read) {
        Recommendation recommendation = read.recommendation();
        Position at = read.position();
        if (recommendation == null || letters.reason(at) != null) {
            return;
        }
        String requestId = recommendation.requestId();
        OpenSlate before = slates.get(requestId);
        if (before != null) {
            // The first slate stands as long as it is kept; how long exactly that was can't be told.
            if (read.record().time() > clocks.forgetting(before.servedAt)
                    || clocks.now(at.partition()) > clocks.forgetting(before.servedAt)) {
                before.leaveUndecided("request ids answered again when their slate may have been forgotten");
            }
            findings.count(CONSERVATION, "second slates", 1);
            return;
        }
        OpenSlate slate = new OpenSlate(at, recommendation, read.record().time());
        if (at.offset() >= history.committed(Log.RECOMMENDATIONS, at.partition())) {
            slate.leaveUndecided("recommendations not processed yet");
        }
        slates.put(requestId, slate);
        closing.get(at.partition()).add(slate);
        List<SeenReward> rewards = waiting.remove(requestId);
        if (rewards != null) {
            rewards.forEach(reward -> fates.credit(slate, reward));
        }
        List<Early> outcomes = early.remove(requestId);
        if (outcomes != null) {
            outcomes.forEach(outcome -> observe(slate, outcome.at, outcome.outcome));
        }
    }

    void reward(Read read) {
        HistoryRecord record = read.record();
        Position at = read.position();
        clocks.advance(record.partition(), record.time());
        sweep(record.partition());
        findings.checked(CONSERVATION);
        findings.count(CONSERVATION, "rewards", 1);
        boolean processed = record.offset() < history.committed(Log.REWARDS, record.partition());
        Reward reward = read.reward();
        String refused = letters.reason(at);
        if (refused != null) {
            findings.count(CONSERVATION, "dead letters", 1);
        } else if (!processed) {
            findings.unchecked(CONSERVATION, "rewards not processed yet");
        }
        if (reward == null) {
            if (refused == null && processed) {
                findings.violated(CONSERVATION, at, "a reward that can't be read, and no dead letter of it");
            }
            return;
        }
        String rule = refusals.reason(record, reward);
        if (rule != null || (refused != null && !RewardFates.isOfAttribution(refused))) {
            refused(at, rule, refused, processed);
            return;
        }
        long value = millionths(reward);
        if (reward.requestId() == null) {
            imports.reward(at, reward, value, processed);
            return;
        }
        attribute(
                reward.requestId(),
                new SeenReward(
                        at,
                        reward.rewardId(),
                        reward.itemId(),
                        reward.type().equals(RewardRefusals.IMPRESSION),
                        value,
                        reward.eventTime(),
                        record.time(),
                        clocks.now(record.partition()),
                        refused,
                        processed));
    }

    private void refused(Position at, @Nullable String rule, @Nullable String refused, boolean processed) {
        if (refused == null) {
            if (processed) {
                findings.violated(
                        CONSERVATION, at, "a reward that has to be refused (" + rule + "), and no dead letter of it");
            }
        } else if (rule == null && RewardRefusals.isKnown(refused)) {
            findings.violated(CONSERVATION, at, "a reward that is refused as " + refused + ", and is not");
        }
    }

    private void attribute(String requestId, SeenReward reward) {
        OpenSlate slate = slates.get(requestId);
        if (slate != null) {
            fates.credit(slate, reward);
            settle(slate);
        } else if (reward.refused() == null || !fates.endsWithoutSlate(reward)) {
            waiting.computeIfAbsent(requestId, id -> new ArrayList<>(1)).add(reward);
        }
    }

    void outcomes(Read read) {
        Outcomes outcomes = read.outcomes();
        if (outcomes == null) {
            return;
        }
        for (Outcome outcome : outcomes.outcomes()) {
            findings.checked(Guarantee.NOTHING_INVENTED);
            String requestId = outcome.requestId();
            if (requestId == null) {
                imports.outcome(read.position(), outcome);
                continue;
            }
            OpenSlate slate = slates.get(requestId);
            if (slate == null) {
                early.computeIfAbsent(requestId, id -> new ArrayList<>(1)).add(new Early(read.position(), outcome));
            } else {
                observe(slate, read.position(), outcome);
                settle(slate);
            }
        }
    }

    private void observe(OpenSlate slate, Position at, Outcome outcome) {
        int place = slate.place(outcome.itemId());
        if (place < 0) {
            findings.violated(
                    Guarantee.NOTHING_INVENTED,
                    at,
                    "outcome " + outcome.outcomeId() + " of an item that its slate at " + slate.at + " doesn't hold");
            return;
        }
        String fault = slate.observe(outcome, place);
        if (fault == null) {
            fault = verdict.ofDefault(slate, outcome);
        }
        if (fault != null) {
            findings.violated(CONSERVATION, at, fault);
            slate.leaveUndecided("slates with an outcome at fault");
        }
    }

    /**
     * Takes the slates from their queue that the service is to forget. After a gap in the rewards many are at once, and
     * it forgets a bounded number at a time: so they are held for a while.
     */
    private void sweep(int partition) {
        long read = ++rewardsRead[partition];
        Deque<OpenSlate> open = closing.get(partition);
        while (!open.isEmpty() && clocks.forgetting(open.getFirst().servedAt) < clocks.now(partition)) {
            OpenSlate slate = open.removeFirst();
            slate.heldUntil = read + options.behindRewards();
            held.get(partition).add(slate);
        }
        Deque<OpenSlate> behind = held.get(partition);
        while (!behind.isEmpty() && behind.getFirst().heldUntil < read) {
            OpenSlate slate = behind.removeFirst();
            slate.overdue = true;
            settle(slate);
        }
    }

    private void settle(OpenSlate slate) {
        if (slate.overdue && slate.undecided() == null && slate.settled(options)) {
            verdict.of(slate);
            slates.remove(slate.requestId, slate);
        }
    }

    void finish() {
        slates.values().forEach(verdict::of);
        waiting.values().forEach(rewards -> fates.finishWithoutSlate(rewards, isWhole(Log.RECOMMENDATIONS)));
        early.forEach((requestId, outcomes) -> {
            Early first = outcomes.get(0);
            if (isWhole(Log.RECOMMENDATIONS)) {
                findings.violated(
                        Guarantee.NOTHING_INVENTED,
                        first.at,
                        "outcome " + first.outcome.outcomeId() + " of request " + requestId
                                + ", which has no open recommendation");
            } else {
                findings.unchecked(
                        Guarantee.NOTHING_INVENTED, "outcomes of recommendations before the first that is read");
            }
        });
        imports.finish();
        fates.finish();
        verdict.finish();
        findings.count(CONSERVATION, "parked rewards in the store", parked.size());
    }

    private boolean isWhole(Log log) {
        for (int partition = 0; partition < history.partitions(log); partition++) {
            if (history.start(log, partition) > 0) {
                return false;
            }
        }
        return true;
    }

    private long millionths(Reward reward) {
        Double value =
                reward.value() != null ? reward.value() : options.rewardValues().get(reward.type());
        return value == null ? 0 : Millionths.of(value);
    }
}
