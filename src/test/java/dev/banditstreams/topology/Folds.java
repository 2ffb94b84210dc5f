package dev.banditstreams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.banditstreams.model.Outcome;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The arms that committed outcomes come to, added up once more as the documents say. */
final class Folds {

    private final Map<String, Arm> arms = new TreeMap<>();
    private final Set<String> ever = new HashSet<>();

    /** @param offset of the last outcome */
    record Arm(long trials, long successes, long failures, long digest, long offset) {
        List<Long> counts() {
            return List.of(trials, successes, failures);
        }
    }

    void add(Outcome outcome, long offset) {
        String name = outcome.itemId() + ">" + outcome.cohort();
        Arm arm = arms.getOrDefault(name, new Arm(0, 0, 0, 0, -1));
        Arm after = new Arm(
                arm.trials + outcome.trials(),
                arm.successes + outcome.successes(),
                arm.failures + outcome.failures(),
                mix(31 * arm.digest + mix(fnv(outcome.outcomeId().getBytes(UTF_8)))),
                offset);
        arms.put(name, after);
        ever.add(name + after);
    }

    /** By {@code item>cohort}. */
    Map<String, Arm> arms() {
        return arms;
    }

    /** Whether an arm was ever that. */
    boolean ever(String name, Arm arm) {
        return ever.contains(name + arm);
    }

    private static long fnv(byte[] bytes) {
        long hash = 0xCBF29CE484222325L;
        for (byte b : bytes) {
            hash = (hash ^ (b & 0xFF)) * 0x100000001B3L;
        }
        return hash;
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
