package dev.banditstreams.check;

import dev.banditstreams.check.CheckOptions.Combining;
import dev.banditstreams.model.Millionths;
import dev.banditstreams.model.Outcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the rewards of one ranked item say, and what its outcomes say. */
final class ItemLedger {

    private final List<SeenReward> explicit = new ArrayList<>(1);
    private final Set<String> named = new HashSet<>(2);

    private int impressions;
    private int outcomes;
    private long trials;
    private long successes;
    private long failures;
    private @Nullable Long byDefault;

    void credit(SeenReward reward) {
        if (reward.impression()) {
            impressions++;
        } else {
            explicit.add(reward);
        }
    }

    /** @return what is wrong with the outcome in itself; null: nothing */
    @Nullable
    String observe(Outcome outcome, String idPrefix) {
        String fault = null;
        if (!outcome.outcomeId().equals(idPrefix + outcomes)) {
            fault = "outcome " + outcome.outcomeId() + " where " + idPrefix + outcomes + " had to follow";
        } else if (outcome.trials() != (outcomes == 0 ? 1 : 0)) {
            fault = "outcome " + outcome.outcomeId() + " changes the trials by " + outcome.trials();
        } else if (outcome.successes() + outcome.failures() != outcome.trials() * Millionths.ONE) {
            fault = "outcome " + outcome.outcomeId() + " has successes and failures that don't add up to its trials";
        }
        for (String rewardId : outcome.rewardIds()) {
            if (!named.add(rewardId) && fault == null) {
                fault = "outcome " + outcome.outcomeId() + " counts reward " + rewardId + " again";
            }
        }
        outcomes++;
        trials += outcome.trials();
        successes += outcome.successes();
        failures += outcome.failures();
        if (outcome.reason() == Outcome.Reason.DEFAULT) {
            byDefault = outcome.successes();
        }
        return fault;
    }

    boolean sawDefault() {
        return byDefault != null;
    }

    boolean sawOutcome() {
        return outcomes > 0;
    }

    boolean hasExplicit() {
        return !explicit.isEmpty();
    }

    int impressions() {
        return impressions;
    }

    /** Rewards that outcomes name and nobody sent. */
    Set<String> invented() {
        Set<String> unknown = new HashSet<>(named);
        explicit.forEach(reward -> unknown.remove(reward.rewardId()));
        return unknown;
    }

    /** Whether outcomes count what rewards, or else silence, come to. */
    boolean adds(CheckOptions options, boolean opened) {
        if (explicit.isEmpty() && !opened) {
            return outcomes == 0;
        }
        long expected = explicit.isEmpty() ? Millionths.of(options.defaultReward()) : combined(options.combining());
        return trials == 1 && successes == expected && failures == Millionths.ONE - expected;
    }

    /** The first reward that changed the value and that no outcome names; null: there is none. */
    @Nullable
    SeenReward unnamed(Combining combining) {
        Long before = byDefault;
        boolean first = true;
        for (SeenReward reward : explicit) {
            long after = first ? reward.millionths() : combined(combining, value(before), reward.millionths());
            boolean changes = before == null || before != after;
            if (changes && !named.contains(reward.rewardId())) {
                return reward;
            }
            before = after;
            first = false;
        }
        return null;
    }

    long credited() {
        return explicit.stream()
                .filter(reward -> named.contains(reward.rewardId()))
                .count();
    }

    long superseded() {
        return explicit.size() - credited();
    }

    String told(CheckOptions options, boolean opened) {
        String expected = explicit.isEmpty()
                ? (opened ? "the default " + options.defaultReward() : "nothing")
                : combined(options.combining()) + " millionths from rewards at "
                        + explicit.stream().map(SeenReward::at).toList();
        return "outcomes count " + trials + " trials, " + successes + " and " + failures + " millionths; expected: "
                + expected;
    }

    private long combined(Combining combining) {
        long value = explicit.get(0).millionths();
        for (SeenReward reward : explicit.subList(1, explicit.size())) {
            value = combined(combining, value, reward.millionths());
        }
        return value;
    }

    private static long value(@Nullable Long value) {
        return value == null ? 0 : value;
    }

    private static long combined(Combining combining, long before, long value) {
        return switch (combining) {
            case MAX -> Math.max(before, value);
            case SUM -> Math.min(Millionths.ONE, before + value);
            case FIRST -> before;
            case LAST -> value;
        };
    }
}
