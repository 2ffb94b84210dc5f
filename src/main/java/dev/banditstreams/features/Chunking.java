package dev.banditstreams.features;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Cuts a large read into chunks, which are read at the same time. A chunk that fails costs its own entities only. */
final class Chunking implements FeatureSource {

    private final FeatureSource source;
    private final int maxIds;

    Chunking(FeatureSource source, int maxIds) {
        this.source = source;
        this.maxIds = maxIds;
    }

    @Override
    public FeatureRead read(FeatureQuery query) {
        if (query.ids().size() <= maxIds) {
            return source.read(query);
        }
        FeatureRead read = new FeatureRead(query.ids());
        List<String> ids = new ArrayList<>(query.ids());
        for (int from = 0; from < ids.size(); from += maxIds) {
            List<String> chunk = ids.subList(from, Math.min(ids.size(), from + maxIds));
            read.follow(Guarded.start(source, query.of(Set.copyOf(chunk))));
        }
        return read;
    }
}
