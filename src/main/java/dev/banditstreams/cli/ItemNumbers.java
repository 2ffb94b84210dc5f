package dev.banditstreams.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Numbers items from 0, in the order in which they come. */
final class ItemNumbers {

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> ids = new ArrayList<>();

    /** The number of an item; a new one if it has none yet. */
    int add(String id) {
        Integer known = numbers.putIfAbsent(id, ids.size());
        if (known == null) {
            ids.add(id);
            return ids.size() - 1;
        }
        return known;
    }

    OptionalInt of(String id) {
        Integer known = numbers.get(id);
        return known == null ? OptionalInt.empty() : OptionalInt.of(known);
    }

    String id(int number) {
        return ids.get(number);
    }

    int size() {
        return ids.size();
    }
}
