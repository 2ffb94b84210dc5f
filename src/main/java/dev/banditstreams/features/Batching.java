package dev.banditstreams.features;

import dev.banditstreams.model.EntityType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collects small reads for a moment and makes one of them: what a call costs, it costs whether it asks for one entity
 * or for many.
 *
 * <p>Who reads gets each answer as it comes, and may stop waiting without stopping the others.
 */
final class Batching implements FeatureSource {

    private final FeatureSource source;
    private final Timers timers;
    private final Duration wait;
    private final int full;

    private final Object lock = new Object();
    private final Map<Kind, Batch> open = new HashMap<>();

    /** Reads of one kind can be one. */
    private record Kind(EntityType type, List<String> features) {}

    /**
     * @param wait how long a read waits for others
     * @param full entities that are enough; a read of so many doesn't wait
     */
    Batching(FeatureSource source, Timers timers, Duration wait, int full) {
        this.source = source;
        this.timers = timers;
        this.wait = wait;
        this.full = full;
    }

    @Override
    public FeatureRead read(FeatureQuery query) {
        if (query.ids().size() >= full) {
            return source.read(query);
        }
        FeatureRead read = new FeatureRead(query.ids());
        Kind kind = new Kind(query.type(), query.features());
        Batch begun = null;
        Batch filled = null;
        synchronized (lock) {
            Batch batch = open.get(kind);
            if (batch == null) {
                batch = new Batch(kind);
                begun = batch;
                open.put(kind, batch);
            }
            batch.add(query, read);
            if (batch.ids.size() >= full) {
                open.remove(kind);
                filled = batch;
            }
            Batch joined = batch;
            read.onCancel(() -> leave(joined));
        }
        if (filled != null) {
            filled.start();
        } else if (begun != null) {
            Batch first = begun;
            first.timer = timers.after(wait, () -> take(first));
        }
        return read;
    }

    /** Batches that wait for more. */
    int waiting() {
        synchronized (lock) {
            return open.size();
        }
    }

    private void take(Batch batch) {
        boolean taken;
        synchronized (lock) {
            taken = open.remove(batch.kind, batch);
        }
        if (taken) {
            batch.start();
        }
    }

    private void leave(Batch batch) {
        FeatureRead unwanted;
        synchronized (lock) {
            batch.readers--;
            unwanted = batch.readers == 0 ? batch.inner : null;
        }
        if (unwanted != null) {
            unwanted.cancel();
        }
    }

    /** Reads that become one. Its fields are guarded by the lock until it has started; it is equal only to itself. */
    private final class Batch {

        private final Kind kind;
        private final Set<String> ids = new LinkedHashSet<>();
        private final Map<String, List<FeatureRead>> readersOf = new HashMap<>();
        private long deadline;
        private int readers;
        private @Nullable FeatureRead inner;
        private volatile Timers.@Nullable Timer timer;

        Batch(Kind kind) {
            this.kind = kind;
        }

        void add(FeatureQuery query, FeatureRead read) {
            deadline = readers == 0 || query.deadline() - deadline > 0 ? query.deadline() : deadline;
            readers++;
            ids.addAll(query.ids());
            query.ids()
                    .forEach(id -> readersOf
                            .computeIfAbsent(id, one -> new ArrayList<>(1))
                            .add(read));
        }

        void start() {
            Timers.Timer waited = timer;
            if (waited != null) {
                waited.cancel();
            }
            boolean wanted;
            synchronized (lock) {
                wanted = readers > 0;
            }
            FeatureQuery query = new FeatureQuery(kind.type(), ids, kind.features(), deadline);
            if (!wanted) {
                return; // all were cancelled, and so answered
            }
            FeatureRead started = Guarded.start(source, query);
            synchronized (lock) {
                inner = started;
                wanted = readers > 0;
            }
            started.onAnswer(
                    (id, answer) -> readersOf.getOrDefault(id, List.of()).forEach(reader -> reader.answer(id, answer)));
            if (!wanted) {
                started.cancel();
            }
        }
    }
}
