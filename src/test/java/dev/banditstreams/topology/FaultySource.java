package dev.banditstreams.topology;

import dev.banditstreams.features.FailureCode;
import dev.banditstreams.features.FeatureAnswer;
import dev.banditstreams.features.FeatureQuery;
import dev.banditstreams.features.FeatureRead;
import dev.banditstreams.features.FeatureSource;
import dev.banditstreams.model.EntityType;
import dev.banditstreams.model.FeatureValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** A feature store that finds, misses, fails or is silent, as a seed says. What it has is older than any producer's. */
final class FaultySource implements FeatureSource {

    private static final FailureCode[] FAILURES = {
        FailureCode.DEADLINE, FailureCode.UNAVAILABLE, FailureCode.CIRCUIT_OPEN, FailureCode.INTERNAL
    };

    private final Random random;
    private final List<Asked> open = new ArrayList<>();

    private record Asked(EntityType type, String id, FeatureRead read) {}

    FaultySource(Random random) {
        this.random = random;
    }

    Fetching fetching(boolean ordered, Freshness users, int entities) {
        return new Fetching(
                this,
                ScriptedSource.TIMERS,
                (type, id) -> {},
                Set.of(EntityType.USER, EntityType.ITEM),
                ordered,
                users,
                entities);
    }

    @Override
    public FeatureRead read(FeatureQuery query) {
        FeatureRead read = new FeatureRead(query.ids());
        for (String id : new TreeSet<>(query.ids())) {
            switch (random.nextInt(10)) {
                case 0 -> {} // never
                case 1, 2 -> answer(new Asked(query.type(), id, read)); // before anyone waits
                default -> open.add(new Asked(query.type(), id, read));
            }
        }
        return read;
    }

    /** Some of what was asked for, in any order. */
    void answer() {
        for (int i = random.nextInt(6); i > 0 && !open.isEmpty(); i--) {
            answer(open.remove(random.nextInt(open.size())));
        }
    }

    private void answer(Asked asked) {
        asked.read.answer(
                asked.id,
                switch (random.nextInt(5)) {
                    case 0 -> new FeatureAnswer.Missing();
                    case 1 -> new FeatureAnswer.Failed(FAILURES[random.nextInt(FAILURES.length)], "as the seed says");
                    // Clicks without impressions: what can't be kept.
                    case 2 -> new FeatureAnswer.Found(Map.of("clicks", new FeatureValue.Whole(3)), 1);
                    default ->
                        new FeatureAnswer.Found(
                                asked.type == EntityType.USER
                                        ? Map.of("cohort", new FeatureValue.Text("old"))
                                        : Map.of("impressions", new FeatureValue.Whole(random.nextInt(9))),
                                1 + random.nextInt(5));
                });
    }
}
