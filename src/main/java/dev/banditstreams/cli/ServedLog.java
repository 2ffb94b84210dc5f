package dev.banditstreams.cli;

import dev.banditstreams.model.Audit;
import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.Reward;
import dev.banditstreams.replay.ServedTopics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Keeps the audited recommendations of the service's topics and brings their rewards to them, by request and item.
 *
 * <p>The others are only counted: without an audit nobody knows what was eligible. Audited ones are a sample of all,
 * drawn without a look at what was ranked.
 */
final class ServedLog implements ServedTopics.Reader {

    private final RewardCounting counting;
    private final ItemNumbers numbers = new ItemNumbers();
    private final Map<String, AuditedSlate> slates = new HashMap<>();
    private final Map<String, Integer> ignored = new TreeMap<>();
    private int recommendations;
    private int audited;
    private int rewards;
    private int unreadable;

    ServedLog(RewardCounting counting) {
        this.counting = counting;
    }

    /** Of the answers to a request id that was sent twice, rewards belong to the first. */
    @Override
    public void recommendation(Recommendation recommendation, long appendedAt) {
        recommendations++;
        Audit audit = recommendation.audit();
        if (audit != null) {
            audited++;
            slates.computeIfAbsent(
                    recommendation.requestId(), any -> new AuditedSlate(recommendation, audit, appendedAt, numbers));
        }
    }

    @Override
    public void reward(Reward reward, long appendedAt) {
        String requestId = reward.requestId();
        AuditedSlate slate = requestId == null ? null : slates.get(requestId);
        if (slate == null) {
            return;
        }
        OptionalInt number = numbers.of(reward.itemId());
        ServedItem served =
                number.isEmpty() ? null : slate.item(number.getAsInt()).orElse(null);
        OptionalDouble value = counting.value(reward);
        if (served == null) {
            ignore("rewards of items that were not served");
        } else if (reward.eventTime() > appendedAt + counting.futureMillis()) {
            ignore("rewards from the future");
        } else if (reward.eventTime() > slate.servedAt() + counting.windowMillis()) {
            ignore("rewards later than the window");
        } else if (!slate.isNew(reward.rewardId())) {
            ignore("rewards that came twice");
        } else if (RewardCounting.isImpression(reward)) {
            served.see();
        } else if (value.isEmpty()) {
            ignore("rewards without a value in [0, 1]");
        } else {
            served.credit(value.getAsDouble(), counting);
            rewards++;
        }
    }

    private void ignore(String reason) {
        ignored.merge(reason, 1, Integer::sum);
    }

    @Override
    public void unreadable() {
        unreadable++;
    }

    RewardCounting counting() {
        return counting;
    }

    ItemNumbers numbers() {
        return numbers;
    }

    /** In order of time. */
    List<AuditedSlate> slates() {
        List<AuditedSlate> inTime = new ArrayList<>(slates.values());
        inTime.sort(Comparator.comparingLong(AuditedSlate::servedAt).thenComparing(AuditedSlate::requestId));
        return inTime;
    }

    int recommendations() {
        return recommendations;
    }

    /** Answers to one request each. */
    int audited() {
        return slates.size();
    }

    /** Second answers to an audited request. */
    int repeated() {
        return audited - slates.size();
    }

    /** That were credited to an audited recommendation. */
    int rewards() {
        return rewards;
    }

    /** Rewards for audited recommendations that don't count, by reason. */
    Map<String, Integer> ignored() {
        return ignored;
    }

    int unreadableRecords() {
        return unreadable;
    }
}
