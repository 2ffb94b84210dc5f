package dev.banditstreams.check;

import dev.banditstreams.model.ArmKey;
import dev.banditstreams.model.ArmState;
import dev.banditstreams.model.Outcome;
import dev.banditstreams.model.Outcomes;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Guarantee 3: every state of an arm, each that was published and the last in its store, is the fold of its outcomes up
 * to the offset that it names.
 *
 * <p>Where outcomes are read from a later offset, an arm's fold starts from its first published state behind that.
 */
final class FoldCheck {

    private static final Guarantee FOLD = Guarantee.EXACT_FOLD;
    private static final long FOUND = -1;
    private static final int OFFSET_BITS = 44;

    private final History history;
    private final DeadLetterCheck letters;
    private final Findings findings;

    /** Hash of each published state: where it is, or {@link #FOUND}. */
    private final LongMap published = new LongMap();

    private final Map<String, ArmState> stored = new HashMap<>();
    private final Map<String, ArmState> bases = new HashMap<>();
    private final Map<String, Arm> arms = new HashMap<>();
    private final DecayCheck decays = new DecayCheck();

    private static final class Arm {
        private long trials;
        private long successes;
        private long failures;
        private long digest;
        private long offset = -1;
        /** Offset of the last outcome that the service has folded. */
        private long processed = -1;

        private boolean known;
        private boolean uncheckable;
        private boolean storedFound;

        boolean is(ArmState state) {
            return offset == state.offset()
                    && trials == state.trials()
                    && successes == state.successes()
                    && failures == state.failures()
                    && digest == state.digest();
        }
    }

    FoldCheck(History history, DeadLetterCheck letters, Findings findings) {
        this.history = history;
        this.letters = letters;
        this.findings = findings;
    }

    /** A state that was published, in the order published. */
    void published(Position at, ArmState state) {
        if (isPast(state, "published states")) {
            return;
        }
        String key = state.key().encode();
        decays.state(key, print(key, state), state);
        boolean isBase = history.start(Log.OUTCOMES, partition(state)) > 0 && isBase(key, state);
        published.put(print(key, state), isBase ? FOUND : ((long) at.partition() << OFFSET_BITS) | at.offset());
    }

    /** The last state in the store. */
    void stored(String key, ArmState state) {
        decays.state(key, print(key, state), state);
        stored.put(key, state);
    }

    private boolean isPast(ArmState state, String what) {
        int partition = state.partition();
        if (partition >= history.partitions(Log.OUTCOMES) || partition < 0) {
            return false;
        }
        if (state.offset() >= history.end(Log.OUTCOMES, partition)) {
            findings.unchecked(FOLD, what + " newer than the outcomes read");
            return true;
        }
        // The state just before the first outcome that is read is a place to start from.
        if (state.offset() < history.start(Log.OUTCOMES, partition) - 1) {
            findings.unchecked(FOLD, what + " older than the outcomes read");
            return true;
        }
        return false;
    }

    /** Whether an arm's fold starts from the state: the last of those with the first offset. */
    private boolean isBase(String key, ArmState state) {
        ArmState known = bases.get(key);
        boolean base = known == null || known.offset() == state.offset();
        if (base) {
            bases.put(key, state);
        }
        return base;
    }

    void outcomes(Read read) {
        HistoryRecord record = read.record();
        Outcomes outcomes = read.outcomes();
        if (outcomes == null) {
            findings.violated(Guarantee.NOTHING_INVENTED, record.position(), "outcomes that can't be read");
            return;
        }
        boolean refused = letters.reason(record.position()) != null;
        boolean processed = record.offset() < history.committed(Log.OUTCOMES, record.partition());
        Set<String> touched = new HashSet<>();
        for (Outcome outcome : outcomes.outcomes()) {
            findings.count(FOLD, "trials of outcomes", outcome.trials());
            String key = new ArmKey(outcome.itemId(), outcome.cohort()).encode();
            byte[] item = outcome.itemId().getBytes(StandardCharsets.UTF_8);
            if (Hashes.partition(item, history.partitions(Log.OUTCOMES)) != record.partition()) {
                findings.violated(
                        FOLD,
                        record.position(),
                        "outcome " + outcome.outcomeId() + " lies in another" + " partition than its item's");
            }
            Arm arm = arms.computeIfAbsent(key, name -> new Arm());
            arm.uncheckable |= refused;
            boolean again = !touched.add(key);
            if (begin(key, arm, record, again)) {
                fold(key, arm, outcome, record);
            }
            arm.processed = processed ? record.offset() : arm.processed;
        }
        for (String key : touched) {
            compareStored(key);
        }
    }

    /** Whether the outcome is one to be folded: the fold is known up to here. */
    private boolean begin(String key, Arm arm, HistoryRecord record, boolean again) {
        if (arm.known) {
            return true;
        }
        if (history.start(Log.OUTCOMES, record.partition()) == 0) {
            arm.known = true;
            return true;
        }
        ArmState base = bases.get(key);
        if (base == null || record.offset() <= base.offset()) {
            // A state may have been published between two outcomes of one record: then it is no place to start from.
            arm.uncheckable |= base != null && record.offset() == base.offset() && again;
            return false;
        }
        arm.known = true;
        arm.trials = base.trials();
        arm.successes = base.successes();
        arm.failures = base.failures();
        arm.digest = base.digest();
        arm.offset = base.offset();
        return true;
    }

    private void fold(String key, Arm arm, Outcome outcome, HistoryRecord record) {
        arm.trials += outcome.trials();
        arm.successes += outcome.successes();
        arm.failures += outcome.failures();
        arm.digest = Hashes.digest(arm.digest, outcome.outcomeId());
        arm.offset = record.offset();
        decays.fold(key, outcome);
        long print = print(key, arm, record.partition());
        if (published.get(print, FOUND) != FOUND) {
            published.put(print, FOUND);
            findings.checked(FOLD);
            compareDecayed(key, print, record.position().toString(), record.partition());
        }
    }

    private void compareDecayed(String key, long print, String at, int partition) {
        List<String> differences = decays.differences(key, print);
        if (history.start(Log.OUTCOMES, partition) > 0 || decays.isUnknown(key)) {
            if (!differences.isEmpty()) {
                findings.unchecked(FOLD, "decayed counts of arms without a known start");
            }
            return;
        }
        differences.forEach(difference -> findings.violated(FOLD, at, difference));
    }

    private void compareStored(String key) {
        Arm arm = arms.get(key);
        ArmState state = stored.get(key);
        if (arm == null || state == null || !arm.known || arm.uncheckable || arm.offset != state.offset()) {
            return;
        }
        arm.storedFound = true;
        findings.checked(FOLD);
        if (!arm.is(state)) {
            findings.violated(
                    FOLD, at(state), "arm " + key + " is stored as " + told(state) + ", its fold is " + told(arm));
            return;
        }
        compareDecayed(key, print(key, state), at(state), partition(state));
    }

    void finish() {
        boolean hasStore = history.partitions(Log.ARMS) > 0;
        if (!hasStore && !arms.isEmpty()) {
            findings.unchecked(FOLD, "no changelog of the arms");
        }
        arms.forEach((key, arm) -> {
            ArmState state = stored.get(key);
            if (arm.uncheckable || !arm.known) {
                findings.unchecked(FOLD, "arms without a known start");
            } else if (hasStore && (state == null || state.offset() < arm.processed)) {
                findings.violated(
                        FOLD,
                        "arm " + key,
                        "its state " + told(state) + " lacks the outcome at offset " + arm.processed);
            }
            findings.count(FOLD, "arms", 1);
        });
        stored.forEach((key, state) -> {
            findings.count(FOLD, "trials of arms", state.trials());
            Arm arm = arms.get(key);
            boolean found = arm != null && (arm.storedFound || arm.uncheckable || !arm.known);
            if (!found && !isPast(state, "stored states") && history.start(Log.OUTCOMES, partition(state)) == 0) {
                findings.violated(
                        FOLD,
                        at(state),
                        "arm " + key + " is stored as " + told(state) + ", and no outcome of it is there");
            }
        });
        published.forEachValue(place -> {
            if (place != FOUND) {
                Position at = new Position(
                        Log.ARM_STATISTICS, (int) (place >>> OFFSET_BITS), place & ((1L << OFFSET_BITS) - 1));
                if (arms.values().stream().anyMatch(arm -> arm.uncheckable)) {
                    findings.unchecked(FOLD, "published states, where some arm has no known start");
                } else {
                    findings.violated(FOLD, at, "a published state that is no fold of the arm's outcomes");
                }
            }
        });
    }

    private int partition(ArmState state) {
        return Math.floorMod(state.partition(), Math.max(1, history.partitions(Log.OUTCOMES)));
    }

    private static String at(ArmState state) {
        return new Position(Log.OUTCOMES, state.partition(), state.offset()).toString();
    }

    private static String told(@Nullable ArmState state) {
        return state == null
                ? "(none)"
                : told(state.trials(), state.successes(), state.failures(), state.digest(), state.offset());
    }

    private static String told(Arm arm) {
        return told(arm.trials, arm.successes, arm.failures, arm.digest, arm.offset);
    }

    private static String told(long trials, long successes, long failures, long digest, long offset) {
        return "n=%d, successes %d, failures %d, digest %x at offset %d"
                .formatted(trials, successes, failures, digest, offset);
    }

    private static long print(String key, ArmState state) {
        return Hashes.together(
                Hashes.of(key),
                state.trials(),
                state.successes(),
                state.failures(),
                state.digest(),
                state.partition(),
                state.offset());
    }

    private static long print(String key, Arm arm, int partition) {
        return Hashes.together(
                Hashes.of(key), arm.trials, arm.successes, arm.failures, arm.digest, partition, arm.offset);
    }
}
