package dev.banditstreams.vertex;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The features that a query wants, and what has to be fetched for them. */
final class Asked {

    private final Set<String> wanted;
    private final List<String> fetched;

    /**
     * @param features empty: all
     * @param eventTimeFeature fetched too; empty: none
     */
    Asked(List<String> features, String eventTimeFeature) {
        wanted = Set.copyOf(features);
        List<String> names = new ArrayList<>(wanted);
        if (!names.isEmpty() && !eventTimeFeature.isEmpty() && !wanted.contains(eventTimeFeature)) {
            names.add(eventTimeFeature);
        }
        fetched = List.copyOf(names);
    }

    /** Names to send; empty: all. */
    List<String> fetched() {
        return fetched;
    }

    boolean wants(String name) {
        return wanted.isEmpty() || wanted.contains(name);
    }
}
