package dev.banditstreams.topology;

import dev.banditstreams.model.CandidateSet;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The candidate sets, on the heap: a view of the global store {@code set-table}.
 *
 * <p>Written by the thread that reads the global topics, read by any.
 */
public final class SetTable {

    private final ConcurrentMap<String, List<String>> sets = new ConcurrentHashMap<>();

    @Nullable
    List<String> items(String setId) {
        return sets.get(setId);
    }

    /** @param set null: the set is removed */
    void put(String setId, @Nullable CandidateSet set) {
        if (set == null) {
            sets.remove(setId);
        } else {
            sets.put(setId, set.items());
        }
    }
}
