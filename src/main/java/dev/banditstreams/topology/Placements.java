package dev.banditstreams.topology;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How each placement is ranked.
 *
 * @param others those without an entry
 */
public record Placements(Placement others, Map<String, Placement> named) {

    public Placements {
        named = Map.copyOf(named);
    }

    Placement of(String name) {
        return named.isEmpty() ? others : named.getOrDefault(name, others);
    }

    /** The different half-lives, in milliseconds, the shortest first: what arms keep decayed counts for. */
    public List<Long> halfLives() {
        return Stream.concat(Stream.of(others), named.values().stream())
                .map(Placement::halfLifeMillis)
                .filter(millis -> millis > 0)
                .distinct()
                .sorted()
                .toList();
    }
}
