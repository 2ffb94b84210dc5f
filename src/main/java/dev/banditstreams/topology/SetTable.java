package dev.banditstreams.topology;

import dev.banditstreams.bandit.Seeds;
import dev.banditstreams.model.CandidateSet;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The candidate sets, on the heap: a view of the global store {@code set-table}.
 *
 * <p>A set is resolved to dense indices when it comes, not with every request. An item that is not known yet gets its
 * row in the item table then, so that the set follows what is learned of it later. Written by the thread that reads the
 * global topics, read by any.
 */
public final class SetTable {

    private final ItemTable items;
    private final ConcurrentMap<String, Members> sets = new ConcurrentHashMap<>();

    public SetTable(ItemTable items) {
        this.items = items;
    }

    /**
     * The members of a set, each once.
     *
     * @param items their indices in the item table
     * @param hashes {@link Seeds#item} of each
     */
    @SuppressWarnings("ArrayRecordComponent") // read by whoever scores, written by nobody
    record Members(int[] items, long[] hashes) {}

    /** @return null if nobody published the set */
    @Nullable
    Members members(String setId) {
        return sets.get(setId);
    }

    /** @param set null: the set is removed */
    void put(String setId, @Nullable CandidateSet set) {
        if (set == null) {
            sets.remove(setId);
            return;
        }
        Set<String> distinct = new LinkedHashSet<>(set.items());
        int[] indices = new int[distinct.size()];
        long[] hashes = new long[distinct.size()];
        int count = 0;
        for (String itemId : distinct) {
            indices[count] = items.add(itemId);
            hashes[count++] = Seeds.item(itemId);
        }
        Members members = new Members(indices, hashes);
        Members before = sets.get(setId);
        if (before == null || !Arrays.equals(before.items, indices)) {
            sets.put(setId, members);
        }
    }
}
