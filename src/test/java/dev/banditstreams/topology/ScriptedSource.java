package dev.banditstreams.topology;

import dev.banditstreams.features.FailureCode;
import dev.banditstreams.features.FeatureAnswer;
import dev.banditstreams.features.FeatureQuery;
import dev.banditstreams.features.FeatureRead;
import dev.banditstreams.features.FeatureSource;
import dev.banditstreams.features.Timers;
import dev.banditstreams.model.EntityType;
import dev.banditstreams.model.FeatureValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A feature store that answers when the test says so, or at once. */
final class ScriptedSource implements FeatureSource {

    static final Timers TIMERS = new Timers() {
        @Override
        public long nanos() {
            return 7;
        }

        @Override
        public Timer after(Duration delay, Runnable action) {
            throw new UnsupportedOperationException("the topology has its own clock");
        }
    };

    Set<EntityType> types = Set.of(EntityType.USER, EntityType.ITEM);
    final List<FeatureQuery> queries = new ArrayList<>();
    final List<String> forgotten = new ArrayList<>();
    private final List<FeatureRead> reads = new ArrayList<>();
    private FeatureAnswer atOnce;

    Fetching fetching(boolean ordered, Freshness users, int entities) {
        return new Fetching(
                this, TIMERS, (type, id) -> forgotten.add(type + " " + id), types, ordered, users, entities);
    }

    @Override
    public FeatureRead read(FeatureQuery query) {
        queries.add(query);
        FeatureRead read = atOnce == null ? new FeatureRead(query.ids()) : FeatureRead.answered(query.ids(), atOnce);
        reads.add(read);
        return read;
    }

    void answerAtOnce(FeatureAnswer answer) {
        atOnce = answer;
    }

    /** What was asked for since the last time, as {@code USER u1}. */
    List<String> asked() {
        List<String> asked = new ArrayList<>();
        for (FeatureQuery query : queries) {
            new TreeSet<>(query.ids()).forEach(id -> asked.add(query.type() + " " + id));
        }
        queries.clear();
        return asked;
    }

    void found(EntityType type, String id, long eventTime, Map<String, FeatureValue> values) {
        answer(type, id, new FeatureAnswer.Found(values, eventTime));
    }

    void user(String id, String cohort) {
        found(EntityType.USER, id, 5, Map.of("cohort", new FeatureValue.Text(cohort)));
    }

    void item(String id) {
        found(EntityType.ITEM, id, 5, Map.of("impressions", new FeatureValue.Whole(10)));
    }

    void missing(EntityType type, String id) {
        answer(type, id, new FeatureAnswer.Missing());
    }

    void fail(EntityType type, String id, FailureCode code) {
        answer(type, id, new FeatureAnswer.Failed(code, "as the test says"));
    }

    /** The oldest read of that id that has no answer gets it. */
    private void answer(EntityType type, String id, FeatureAnswer answer) {
        for (FeatureRead read : reads) {
            if (read.answer(id, answer)) {
                return;
            }
        }
        throw new AssertionError("nobody waits for " + type + " " + id);
    }
}
