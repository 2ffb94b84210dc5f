package dev.banditstreams.features;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A read under way: a promise of one answer for each of its entities, which come one by one.
 *
 * <p>The first answer of an entity stands; every listener hears each answer once. For any number of threads: listeners
 * run on the thread that answers, or on the one that adds them, without a lock held. One that throws is logged, and
 * takes nothing from the others.
 */
public final class FeatureRead {

    private static final Logger LOG = LoggerFactory.getLogger(FeatureRead.class);

    private final Object lock = new Object();
    private final Set<String> open;
    private final Map<String, FeatureAnswer> answers = new HashMap<>();
    private final List<BiConsumer<String, FeatureAnswer>> listeners = new ArrayList<>();
    private final List<Consumer<Map<String, FeatureAnswer>>> whenDone = new ArrayList<>();
    private final List<Runnable> whenCancelled = new ArrayList<>();
    private boolean cancelled;

    public FeatureRead(Collection<String> ids) {
        open = new LinkedHashSet<>(ids);
    }

    /** A read that ended as it began. */
    public static FeatureRead answered(Collection<String> ids, FeatureAnswer answer) {
        FeatureRead read = new FeatureRead(List.of());
        ids.forEach(id -> read.answers.put(id, answer));
        return read;
    }

    /** Those without an answer. */
    public Set<String> open() {
        synchronized (lock) {
            return Set.copyOf(open);
        }
    }

    public boolean isDone() {
        synchronized (lock) {
            return open.isEmpty();
        }
    }

    /** @return false if the entity has an answer, or is none of this read */
    public boolean answer(String id, FeatureAnswer answer) {
        Objects.requireNonNull(answer, "an answer");
        List<BiConsumer<String, FeatureAnswer>> toTell;
        Map<String, FeatureAnswer> all = null;
        List<Consumer<Map<String, FeatureAnswer>>> toEnd = List.of();
        synchronized (lock) {
            if (!open.remove(id)) {
                return false;
            }
            answers.put(id, answer);
            toTell = List.copyOf(listeners);
            if (open.isEmpty()) {
                all = complete();
                toEnd = List.copyOf(whenDone);
                listeners.clear();
                whenDone.clear();
                whenCancelled.clear();
            }
        }
        for (BiConsumer<String, FeatureAnswer> listener : toTell) {
            tell(listener, id, answer);
        }
        if (all != null) {
            for (Consumer<Map<String, FeatureAnswer>> end : toEnd) {
                tell(end, all);
            }
        }
        return true;
    }

    /** Gives the same answer to every entity that has none. */
    public void answerRest(FeatureAnswer answer) {
        open().forEach(id -> answer(id, answer));
    }

    /** @param listener hears each answer, also those that have come; must be short and not throw */
    public void onAnswer(BiConsumer<String, FeatureAnswer> listener) {
        Map<String, FeatureAnswer> soFar;
        synchronized (lock) {
            soFar = Map.copyOf(answers);
            if (!open.isEmpty()) {
                listeners.add(listener);
            }
        }
        soFar.forEach((id, answer) -> tell(listener, id, answer));
    }

    /** @param end hears once, when the last entity has its answer, all of them; must be short and not throw */
    public void onDone(Consumer<Map<String, FeatureAnswer>> end) {
        Map<String, FeatureAnswer> all;
        synchronized (lock) {
            all = open.isEmpty() ? complete() : null;
            if (all == null) {
                whenDone.add(end);
            }
        }
        if (all != null) {
            tell(end, all);
        }
    }

    /** Nobody waits any longer: tells the source to stop, and answers the rest so. */
    public void cancel() {
        List<Runnable> stops;
        synchronized (lock) {
            if (cancelled || open.isEmpty()) {
                return;
            }
            cancelled = true;
            stops = List.copyOf(whenCancelled);
            whenCancelled.clear();
        }
        stops.forEach(FeatureRead::run);
        answerRest(new FeatureAnswer.Failed(FailureCode.CANCELLED, "nobody waits for it any longer"));
    }

    /** @param stop runs if the read is cancelled before it is done, at once if it was */
    public void onCancel(Runnable stop) {
        boolean now;
        synchronized (lock) {
            now = cancelled;
            if (!now && !open.isEmpty()) {
                whenCancelled.add(stop);
            }
        }
        if (now) {
            run(stop);
        }
    }

    /** The answer that an entity has by now; null: none. */
    public @Nullable FeatureAnswer answer(String id) {
        synchronized (lock) {
            return answers.get(id);
        }
    }

    /** Takes over the answers of another read, which is cancelled with this one. */
    void follow(FeatureRead other) {
        other.onAnswer(this::answer);
        onCancel(other::cancel);
    }

    /** The answers that have come. */
    Map<String, FeatureAnswer> answers() {
        synchronized (lock) {
            return open.isEmpty() ? complete() : Map.copyOf(answers);
        }
    }

    /** Nothing is added once the last answer has come, so that a copy would only cost. */
    private Map<String, FeatureAnswer> complete() {
        return Collections.unmodifiableMap(answers);
    }

    private static void tell(BiConsumer<String, FeatureAnswer> listener, String id, FeatureAnswer answer) {
        run(() -> listener.accept(id, answer));
    }

    private static void tell(Consumer<Map<String, FeatureAnswer>> end, Map<String, FeatureAnswer> all) {
        run(() -> end.accept(all));
    }

    private static void run(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error e) {
            LOG.error("A listener of a read failed", e);
        }
    }
}
