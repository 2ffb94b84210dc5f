package dev.banditstreams.check;

import dev.banditstreams.model.ArmState;
import dev.banditstreams.model.DecayedCounts;
import dev.banditstreams.model.Millionths;
import dev.banditstreams.model.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Guarantee 3 for decayed counts: a plain fold of an arm's outcomes under each half-life, from its first outcome.
 *
 * <p>An arm with a state from before a half-life was set has no first outcome under it, and isn't checked.
 */
final class DecayCheck {

    private final Set<Long> halfLives = new TreeSet<>();
    private final Map<Long, List<DecayedCounts>> states = new HashMap<>();
    private final Map<String, Set<Long>> halfLivesOfArm = new HashMap<>();
    private final Set<String> changed = new HashSet<>();
    private final Map<String, Map<Long, Fold>> folds = new HashMap<>();

    private static final class Fold {
        private double successes;
        private double failures;
        private long asOf;
    }

    /** A state that is to be compared, before any outcome is folded. */
    void state(String key, long print, ArmState state) {
        Set<Long> own = new HashSet<>();
        state.decays().forEach(counts -> own.add(counts.halfLifeMs()));
        halfLives.addAll(own);
        Set<Long> before = halfLivesOfArm.putIfAbsent(key, own);
        if (before != null && !before.equals(own)) {
            changed.add(key);
        }
        if (!own.isEmpty()) {
            states.put(print, state.decays());
        }
    }

    void fold(String key, Outcome outcome) {
        for (long halfLife : halfLives) {
            Fold fold =
                    folds.computeIfAbsent(key, name -> new HashMap<>()).computeIfAbsent(halfLife, millis -> new Fold());
            double successes = outcome.successes() / (double) Millionths.ONE;
            double failures = outcome.failures() / (double) Millionths.ONE;
            if (outcome.eventTime() > fold.asOf) {
                double left = left(halfLife, outcome.eventTime() - fold.asOf);
                fold.successes = fold.successes * left + successes;
                fold.failures = fold.failures * left + failures;
                fold.asOf = outcome.eventTime();
            } else {
                double left = left(halfLife, fold.asOf - outcome.eventTime());
                fold.successes += successes * left;
                fold.failures += failures * left;
            }
            fold.successes = fold.successes < 0 ? 0 : fold.successes;
            fold.failures = fold.failures < 0 ? 0 : fold.failures;
        }
    }

    /** Whether a half-life was set or removed while the arm was there. */
    boolean isUnknown(String key) {
        return changed.contains(key);
    }

    /** How the fold up to here differs from the state that has this print; empty: it does not. */
    List<String> differences(String key, long print) {
        List<String> differences = new ArrayList<>();
        for (DecayedCounts counts : states.getOrDefault(print, List.of())) {
            Fold fold = folds.getOrDefault(key, Map.of()).get(counts.halfLifeMs());
            if (fold == null
                    || Double.compare(fold.successes, counts.successes()) != 0
                    || Double.compare(fold.failures, counts.failures()) != 0
                    || fold.asOf != counts.asOf()) {
                differences.add("under a half-life of " + counts.halfLifeMs() + " ms arm " + key + " has " + counts
                        + ", its fold is "
                        + (fold == null ? "(none)" : fold.successes + " and " + fold.failures + " as of " + fold.asOf));
            }
        }
        return differences;
    }

    static double left(long halfLife, long elapsed) {
        return StrictMath.pow(2, -elapsed / (double) halfLife);
    }
}
