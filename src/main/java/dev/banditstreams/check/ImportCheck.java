package dev.banditstreams.check;

import dev.banditstreams.model.ArmKey;
import dev.banditstreams.model.Cohorts;
import dev.banditstreams.model.Millionths;
import dev.banditstreams.model.Outcome;
import dev.banditstreams.model.Reward;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** Guarantee 4 of imported outcomes: each sequence above its import's mark counts once. */
final class ImportCheck {

    private static final Guarantee CONSERVATION = Guarantee.CONSERVATION;
    private static final Pattern ID = Pattern.compile("[^|]+\\|[0-9]{1,18}");

    private final History history;
    private final Findings findings;
    /** The greatest sequence by partition and import. */
    private final Map<String, Long> marks = new HashMap<>();

    private final Map<String, Expected> expected = new HashMap<>();
    private final Map<String, Position> early = new HashMap<>();
    private final Map<String, Expected> earlyAs = new HashMap<>();

    private record Expected(Position at, String itemId, String cohort, long successes, boolean processed) {
        boolean is(Expected other) {
            return itemId.equals(other.itemId) && cohort.equals(other.cohort) && successes == other.successes;
        }
    }

    ImportCheck(History history, Findings findings) {
        this.history = history;
        this.findings = findings;
    }

    /** @param processed whether the service has committed the reward */
    void reward(Position at, Reward reward, long millionths, boolean processed) {
        String importId = Objects.requireNonNull(reward.importId());
        long sequence = Objects.requireNonNull(reward.sequence());
        Long mark = marks.get(mark(at.partition(), importId));
        if (mark != null && sequence <= mark) {
            findings.count(CONSERVATION, "duplicate", 1);
            return;
        }
        marks.put(mark(at.partition(), importId), sequence);
        String cohort = reward.cohort() == null ? Cohorts.ALL : reward.cohort();
        Expected outcome = new Expected(at, reward.itemId(), cohort, millionths, processed);
        String id = new ArmKey(importId, Long.toString(sequence)).encode();
        Position came = early.remove(id);
        Expected cameAs = earlyAs.remove(id);
        if (came != null && cameAs != null) {
            compare(came, id, cameAs, outcome);
        } else {
            expected.put(id, outcome);
        }
    }

    void outcome(Position at, Outcome outcome) {
        String id = outcome.outcomeId();
        Expected as = new Expected(at, outcome.itemId(), outcome.cohort(), outcome.successes(), true);
        if (outcome.trials() != 1 || outcome.failures() != Millionths.ONE - outcome.successes()) {
            findings.violated(CONSERVATION, at, "imported outcome " + id + " is not one trial");
        }
        Expected due = expected.remove(id);
        if (due != null) {
            compare(at, id, as, due);
            return;
        }
        if (early.containsKey(id)) {
            findings.violated(CONSERVATION, at, "imported outcome " + id + " counts again");
            return;
        }
        early.put(id, at);
        earlyAs.put(id, as);
    }

    /** In several partitions an import may have different marks: only one above the sequence is enough. */
    private boolean isCounted(String id) {
        if (!ID.matcher(id).matches()) {
            return false;
        }
        ArmKey parts = ArmKey.parse(id);
        for (int partition = 0; partition < history.partitions(Log.REWARDS); partition++) {
            Long mark = marks.get(mark(partition, parts.itemId()));
            if (mark != null && mark >= Long.parseLong(parts.cohort())) {
                return true;
            }
        }
        return false;
    }

    private void compare(Position at, String id, Expected outcome, Expected reward) {
        findings.count(CONSERVATION, "imported", 1);
        if (!outcome.is(reward)) {
            findings.violated(
                    CONSERVATION, at, "imported outcome " + id + " is not what its reward at " + reward.at + " says");
        }
    }

    void finish() {
        expected.forEach((id, due) -> {
            if (!due.processed) {
                findings.unchecked(CONSERVATION, "rewards not processed yet");
            } else if (history.start(Log.REWARDS, due.at.partition()) > 0) {
                findings.unchecked(CONSERVATION, "imports that may be duplicates of older ones");
            } else {
                findings.violated(CONSERVATION, due.at, "an imported reward without its outcome " + id);
            }
        });
        early.forEach((id, at) -> {
            boolean whole = true;
            for (int partition = 0; partition < history.partitions(Log.REWARDS); partition++) {
                whole &= history.start(Log.REWARDS, partition) == 0;
            }
            if (isCounted(id)) {
                findings.violated(CONSERVATION, at, "imported outcome " + id + " counts again");
            } else if (whole) {
                findings.violated(Guarantee.NOTHING_INVENTED, at, "imported outcome " + id + ", which nobody sent");
            } else {
                findings.unchecked(Guarantee.NOTHING_INVENTED, "outcomes of rewards before the first that is read");
            }
        });
    }

    private static String mark(int partition, String importId) {
        return partition + "|" + importId;
    }
}
