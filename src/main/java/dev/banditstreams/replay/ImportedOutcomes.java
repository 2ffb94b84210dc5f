package dev.banditstreams.replay;

import dev.banditstreams.model.ArmKey;
import dev.banditstreams.model.Millionths;
import dev.banditstreams.model.Outcome;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The outcomes of one import, folded by the client: those of this run and those of earlier ones. */
final class ImportedOutcomes {

    /** Counts of one item over all its arms; successes and failures in {@link Millionths}. */
    record Counts(long trials, long successes, long failures) {

        static final Counts NONE = new Counts(0, 0, 0);

        Counts plus(Counts other) {
            return new Counts(trials + other.trials, successes + other.successes, failures + other.failures);
        }
    }

    private final RunIds ids;
    private final BitSet before = new BitSet();
    private final BitSet rows = new BitSet();
    private final Map<String, Counts> byItem = new HashMap<>();
    private final Set<ArmKey> arms = new HashSet<>();
    private int appeared;

    ImportedOutcomes(RunIds ids) {
        this.ids = ids;
    }

    /** @param old whether the outcome was there before this run */
    void add(Outcome outcome, boolean old) {
        if (outcome.reason() != Outcome.Reason.IMPORT) {
            return;
        }
        int row = outcome.rewardIds().stream()
                .mapToInt(ids::rowOfImport)
                .filter(r -> r >= 0)
                .findFirst()
                .orElse(-1);
        if (row < 0) {
            return;
        }
        rows.set(row);
        if (old) {
            before.set(row);
        } else {
            appeared++;
        }
        arms.add(new ArmKey(outcome.itemId(), outcome.cohort()));
        byItem.merge(
                outcome.itemId(), new Counts(outcome.trials(), outcome.successes(), outcome.failures()), Counts::plus);
    }

    /** Rows whose outcome was there before this run. */
    BitSet before() {
        return before;
    }

    /** Rows that have an outcome. */
    BitSet rows() {
        return rows;
    }

    /** Outcomes that appeared in this run; more than rows where one counted twice. */
    int appeared() {
        return appeared;
    }

    int arms() {
        return arms.size();
    }

    Counts of(String itemId) {
        return byItem.getOrDefault(itemId, Counts.NONE);
    }

    Counts total() {
        return byItem.values().stream().reduce(Counts.NONE, Counts::plus);
    }
}
