package dev.banditstreams.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.banditstreams.codec.StateSerdes;
import dev.banditstreams.model.ArmKey;
import dev.banditstreams.model.ArmState;
import dev.banditstreams.model.DecayedCounts;
import dev.banditstreams.model.Millionths;
import dev.banditstreams.model.Outcome;
import dev.banditstreams.model.Outcomes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Outcomes and arms of a synthetic history: every outcome is folded and published at once. */
final class SyntheticArms {

    /** Of the decayed counts that every arm has, milliseconds. */
    static final long HALF_LIFE = 100_000;

    private static final long LATE_PUBLICATION_MILLIS = 30_000;

    private final MemoryHistory history;
    private final HistoryCodecs codecs;
    private final Plant plant;
    private final Map<String, ArmState> arms = new TreeMap<>();
    private final Map<String, Long> digestsBefore = new HashMap<>();
    private final Map<String, String> lastOutcomes = new HashMap<>();
    private final Map<String, Set<Long>> successesPublished = new HashMap<>();

    SyntheticArms(MemoryHistory history, HistoryCodecs codecs, Plant plant) {
        this.history = history;
        this.codecs = codecs;
        this.plant = plant;
    }

    /** The arm as published last; null where it has none. */
    @Nullable
    ArmState arm(String itemId, String cohort) {
        return arms.get(new ArmKey(itemId, cohort).encode());
    }

    /** Whether the arm was ever published with these successes. */
    boolean wasPublished(String itemId, String cohort, long successes) {
        return successesPublished
                .getOrDefault(new ArmKey(itemId, cohort).encode(), Set.of())
                .contains(successes);
    }

    Iterable<ArmState> all() {
        return arms.values();
    }

    void publish(List<Outcome> outcomes, long now) {
        Map<Integer, ArrayList<Outcome>> byPartition = new TreeMap<>();
        for (Outcome outcome : outcomes) {
            int partition = Hashes.partition(outcome.itemId().getBytes(UTF_8), history.partitions(Log.OUTCOMES));
            int wrong = plant.now(Breach.OUTCOME_IN_WRONG_PARTITION) ? 1 - partition : partition;
            byPartition.computeIfAbsent(wrong, p -> new ArrayList<>()).add(outcome);
        }
        byPartition.forEach((partition, batch) -> write(partition, batch, now));
    }

    private void write(int partition, List<Outcome> batch, long now) {
        Position at = history.append(
                Log.OUTCOMES, partition, now, null, codecs.outcomes().encode(new Outcomes(batch)));
        Set<String> touched = new HashSet<>();
        for (Outcome outcome : batch) {
            String key = new ArmKey(outcome.itemId(), outcome.cohort()).encode();
            if (plant.now(Breach.SKIPPED_FOLD)) {
                continue;
            }
            fold(key, outcome, at);
            if (plant.now(Breach.DOUBLE_FOLD)) {
                fold(key, outcome, at);
            }
            touched.add(key);
        }
        touched.forEach(key -> publish(key, now));
    }

    private void fold(String key, Outcome outcome, Position at) {
        ArmState before = arms.get(key);
        long digestBefore = before == null ? 0 : before.digest();
        long digest = Hashes.digest(digestBefore, outcome.outcomeId());
        String last = lastOutcomes.get(key);
        if (last != null && plant.now(Breach.SWAPPED_FOLD)) {
            long start = digestsBefore.getOrDefault(key, 0L);
            digest = Hashes.digest(Hashes.digest(start, outcome.outcomeId()), last);
        }
        digestsBefore.put(key, digestBefore);
        lastOutcomes.put(key, outcome.outcomeId());
        arms.put(
                key,
                new ArmState(
                        outcome.itemId(),
                        outcome.cohort(),
                        outcome.trials() + (before == null ? 0 : before.trials()),
                        outcome.successes() + (before == null ? 0 : before.successes()),
                        outcome.failures() + (before == null ? 0 : before.failures()),
                        digest,
                        at.partition(),
                        at.offset(),
                        outcome.eventTime(),
                        List.of(decayed(before, outcome))));
    }

    private DecayedCounts decayed(@Nullable ArmState before, Outcome outcome) {
        DecayedCounts after = (before == null ? new DecayedCounts(HALF_LIFE, 0, 0, 0) : before.decayed(HALF_LIFE))
                .plus(
                        Millionths.toDouble(outcome.successes()),
                        Millionths.toDouble(outcome.failures()),
                        outcome.eventTime());
        return before != null && plant.now(Breach.WRONG_DECAY)
                ? new DecayedCounts(HALF_LIFE, after.successes(), Math.nextUp(after.failures()), after.asOf())
                : after;
    }

    private void publish(String key, long now) {
        ArmState arm = arms.get(key);
        if (arm == null) {
            return;
        }
        successesPublished.computeIfAbsent(key, name -> new HashSet<>()).add(arm.successes());
        write(Log.ARMS, key, arm, now);
        boolean late = plant.is(Breach.POSTERIOR_FROM_THE_FUTURE);
        write(Log.ARM_STATISTICS, key, arm, late ? now + LATE_PUBLICATION_MILLIS : now);
        if (arm.trials() > 2 && plant.now(Breach.STATE_THAT_NEVER_WAS)) {
            ArmState never = new ArmState(
                    arm.itemId(),
                    arm.cohort(),
                    arm.trials(),
                    arm.successes(),
                    arm.failures(),
                    arm.digest() + 1,
                    arm.partition(),
                    arm.offset(),
                    arm.eventTime(),
                    arm.decays());
            write(Log.ARM_STATISTICS, key, never, now);
        }
    }

    private void write(Log log, String key, ArmState arm, long now) {
        history.append(
                log,
                arm.partition(),
                now,
                key.getBytes(UTF_8),
                StateSerdes.armState().serializer().serialize("", arm));
    }
}
