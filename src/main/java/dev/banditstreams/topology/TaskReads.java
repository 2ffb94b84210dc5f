package dev.banditstreams.topology;

import dev.banditstreams.features.FeatureAnswer;
import dev.banditstreams.features.FeatureQuery;
import dev.banditstreams.model.EntityType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one task reads from a feature store: asked for by its thread, answered by any, and taken in by its thread again
 * when it drains.
 *
 * <p>An entity that the task reads already is not asked for twice: whoever needs it waits for the same answer.
 */
final class TaskReads {

    private final Fetching fetching;
    private final Map<EntityKey, List<Waiting>> underWay = new HashMap<>();
    private final Queue<Arrived> arrived = new ConcurrentLinkedQueue<>();

    /** Each entity once for each request that waits for it. */
    private int waits;

    private volatile boolean closed;

    private record Arrived(EntityKey entity, FeatureAnswer answer) {}

    TaskReads(Fetching fetching) {
        this.fetching = fetching;
    }

    boolean isIdle() {
        return underWay.isEmpty();
    }

    /** Whether there is room for reads that nobody waits for. */
    boolean hasRoom() {
        return underWay.size() < fetching.entities();
    }

    /** Whether somebody may wait for so many more entities. */
    boolean mayWaitFor(int more) {
        return waits + more <= fetching.entities();
    }

    /**
     * Asks for entities, and doesn't wait; some may be answered at once, to be drained.
     *
     * @param waiting waits for them; null: nobody does
     * @param within how long the answers may take; the source gives each read a shortest time
     */
    void ask(Collection<EntityKey> entities, @Nullable Waiting waiting, Duration within) {
        Map<EntityType, Set<String>> ids = new EnumMap<>(EntityType.class);
        for (EntityKey entity : entities) {
            List<Waiting> before = underWay.get(entity);
            List<Waiting> waiters = before == null ? new ArrayList<>(1) : before;
            if (before == null) {
                underWay.put(entity, waiters);
                ids.computeIfAbsent(entity.type(), type -> new LinkedHashSet<>())
                        .add(entity.id());
            }
            if (waiting != null) {
                waiters.add(waiting);
                waits++;
                waiting.waitFor(entity);
            }
        }
        long deadline = fetching.timers().nanos() + within.toNanos();
        ids.forEach((type, some) -> fetching.source()
                .read(new FeatureQuery(type, some, List.of(), deadline))
                .onAnswer((id, answer) -> {
                    if (!closed) {
                        arrived.add(new Arrived(new EntityKey(type, id), answer));
                    }
                }));
    }

    /**
     * Takes in what was answered.
     *
     * @param most answers; the others wait for the next time
     * @param keep keeps an answer; what it returns is what the waiting hear
     * @param complete hears of each request that waits for no more answers
     */
    void drain(int most, BiFunction<EntityKey, FeatureAnswer, FeatureAnswer> keep, Consumer<Waiting> complete) {
        for (int i = 0; i < most; i++) {
            Arrived next = arrived.poll();
            if (next == null) {
                return;
            }
            FeatureAnswer answer = keep.apply(next.entity(), next.answer());
            List<Waiting> waiters = underWay.remove(next.entity());
            if (waiters == null) {
                continue;
            }
            waits -= waiters.size();
            for (Waiting waiting : waiters) {
                waiting.arrived(next.entity(), answer);
                if (waiting.open() == 0) {
                    complete.accept(waiting);
                }
            }
        }
    }

    /** The task is no longer this instance's; what still comes is for nobody. */
    void close() {
        closed = true;
        arrived.clear();
    }
}
