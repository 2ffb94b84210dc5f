package dev.banditstreams.topology;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The group of each item, as a number from 1; 0: it has none.
 *
 * <p>Written under the table's lock, read by any thread.
 */
final class ItemGroups {

    static final int NONE = 0;

    private final Map<String, Integer> numbers = new LinkedHashMap<>();
    private final PagedRows rows = new PagedRows(1);

    /** The number of a group, which gets one if it has none. */
    synchronized int number(String group) {
        return numbers.computeIfAbsent(group, name -> numbers.size() + 1);
    }

    /** The names, that of number 1 first. */
    synchronized List<String> names() {
        return List.copyOf(numbers.keySet());
    }

    void put(int item, @Nullable String group) {
        if (group != null || rows.has(item)) {
            rows.put(item, 0, (long) (group == null ? NONE : number(group)));
        }
    }

    /** @param item {@link ItemIndex#ABSENT} has none */
    int of(int item) {
        return item == ItemIndex.ABSENT ? NONE : (int) rows.get(item, 0);
    }
}
