package dev.banditstreams.check;

import dev.banditstreams.check.CheckOptions.OpenedBy;
import dev.banditstreams.model.ArmKey;
import dev.banditstreams.model.Outcome;
import dev.banditstreams.model.RankedItem;
import dev.banditstreams.model.Recommendation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A recommendation whose rewards and outcomes are not all read yet. */
final class OpenSlate {

    final Position at;
    final String requestId;
    final String cohort;
    final long servedAt;

    private final String[] items;
    private final @Nullable ItemLedger[] ledgers;
    private Set<String> rewardIds = Set.of();
    private Set<String> refusedIds = Set.of();

    /** Something of it was not processed yet, or can't be decided. */
    private @Nullable String undecided;

    /** Number of the reward of its partition up to which the service may still know it. */
    long heldUntil;

    /** No reward can count any more: once its outcomes add up, it is done. */
    boolean overdue;

    OpenSlate(Position at, Recommendation recommendation, long servedAt) {
        this.at = at;
        this.requestId = recommendation.requestId();
        this.cohort = recommendation.cohort();
        this.servedAt = servedAt;
        List<RankedItem> ranked = recommendation.items();
        items = new String[ranked.size()];
        ledgers = new ItemLedger[ranked.size()];
        for (int i = 0; i < items.length; i++) {
            items[i] = ranked.get(i).itemId();
        }
    }

    int size() {
        return items.length;
    }

    String item(int place) {
        return items[place];
    }

    /** The place of an item; -1: it was not served. */
    int place(String itemId) {
        for (int i = 0; i < items.length; i++) {
            if (items[i].equals(itemId)) {
                return i;
            }
        }
        return -1;
    }

    ItemLedger ledger(int place) {
        ItemLedger ledger = ledgers[place];
        if (ledger == null) {
            ledger = new ItemLedger();
            ledgers[place] = ledger;
        }
        return ledger;
    }

    /** What is known of an item; null: neither a reward nor an outcome. */
    @Nullable
    ItemLedger known(int place) {
        return ledgers[place];
    }

    /** @return whether the reward id is new to the slate */
    boolean take(String rewardId) {
        rewardIds = rewardIds.isEmpty() ? new HashSet<>(4) : rewardIds;
        return rewardIds.add(rewardId);
    }

    boolean knows(String rewardId) {
        return rewardIds.contains(rewardId);
    }

    /** The same reward again was a duplicate if this one was still parked, and else is refused again. */
    void refuse(String rewardId) {
        refusedIds = refusedIds.isEmpty() ? new HashSet<>(4) : refusedIds;
        refusedIds.add(rewardId);
    }

    boolean refused(String rewardId) {
        return refusedIds.contains(rewardId);
    }

    void leaveUndecided(String reason) {
        undecided = reason;
    }

    @Nullable
    String undecided() {
        return undecided;
    }

    /** @return what is wrong with the outcome in itself; null: nothing */
    @Nullable
    String observe(Outcome outcome, int place) {
        if (!outcome.cohort().equals(cohort)) {
            return "outcome " + outcome.outcomeId() + " goes to cohort " + outcome.cohort() + ", served was " + cohort;
        }
        return ledger(place).observe(outcome, new ArmKey(requestId, items[place]).encode() + "|");
    }

    /** Whether a trial of the item counts though no reward came. */
    boolean opened(int place, OpenedBy by) {
        ItemLedger ledger = ledgers[place];
        return by == OpenedBy.SERVED || (ledger != null && ledger.impressions() > 0);
    }

    /** Whether all outcomes are there that there will be once the window is closed. */
    boolean settled(CheckOptions options) {
        for (int i = 0; i < items.length; i++) {
            ItemLedger ledger = ledgers[i];
            boolean opened = opened(i, options.openedBy());
            if (ledger == null ? opened : !ledger.adds(options, opened)) {
                return false;
            }
        }
        return true;
    }
}
