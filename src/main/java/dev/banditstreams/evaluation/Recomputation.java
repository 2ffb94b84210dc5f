package dev.banditstreams.evaluation;

import java.util.List;

/**
 * A recommendation against what it has to be by its own numbers.
 *
 * @param reproduced whether nothing differs
 * @param draws how many are the same bit for bit
 * @param scores how many are what the policy gives; 0 where the draw ranks
 * @param nobodyBetter whether it was also seen that nobody better was left out
 * @param differences what is otherwise, each a sentence
 * @param unchecked what could not be recomputed, and why
 */
public record Recomputation(
        boolean reproduced,
        int draws,
        int scores,
        boolean nobodyBetter,
        List<String> differences,
        List<String> unchecked) {
    public Recomputation {
        differences = List.copyOf(differences);
        unchecked = List.copyOf(unchecked);
    }
}
