package dev.banditstreams.topology;

import dev.banditstreams.metrics.ScoringMeters;
import dev.banditstreams.model.ParkedRequest;
import dev.banditstreams.model.SourcePosition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The parked requests of one task: whole in a store with a changelog, and on the heap what each waits for and until
 * when, so that nobody has to read the store to find that nothing has come.
 *
 * <p>Bounded in number and in bytes. For one thread.
 */
final class ParkedRequests {

    private final BoundedStore<ParkedRequest> store;
    private final ScoringOptions.Waiting limits;
    private final ScoringMeters meters;

    private final Map<String, Set<Waiting>> bySet = new LinkedHashMap<>();
    private final NavigableSet<Waiting> byDeadline =
            new TreeSet<>(Comparator.comparingLong(Waiting::deadline).thenComparing(Waiting::key));
    private long bytes;

    /**
     * What the heap holds of a parked request.
     *
     * @param key in the store
     * @param deadline until when it waits, milliseconds since the epoch
     * @param bytes of its record's key and value
     */
    record Waiting(String key, String candidateSet, long deadline, int bytes) {}

    /** Reads the whole store once: what was parked before a restart waits on. */
    ParkedRequests(BoundedStore<ParkedRequest> store, ScoringOptions.Waiting limits, ScoringMeters meters) {
        this.store = store;
        this.limits = limits;
        this.meters = meters;
        store.forEach((key, request) -> add(waiting(key, request)));
        meters.parked(byDeadline.size());
    }

    boolean isEmpty() {
        return byDeadline.isEmpty();
    }

    /** @return why there is no room for it; null: it is parked */
    @Nullable
    String park(ParkedRequest request) {
        Waiting waiting = waiting(key(request.source()), request);
        ParkedRequest before = store.get(waiting.key());
        if (before != null) {
            // Without exactly-once a record is read again after a failure: then it waits already.
            return before.appendTime() == request.appendTime()
                    ? null
                    : "a request of the same position, from before its topic was created anew, is parked";
        }
        if (byDeadline.size() >= limits.requests()) {
            return "its task has " + byDeadline.size() + " parked requests, and bandit.limit.parked.requests is "
                    + limits.requests();
        }
        if (bytes + waiting.bytes() > limits.bytes()) {
            return "with its " + waiting.bytes() + " bytes the parked requests of its task would have "
                    + (bytes + waiting.bytes()) + ", and bandit.limit.parked.bytes is " + limits.bytes();
        }
        if (store.put(waiting.key(), request) == null) {
            return store.tooLarge("the parked request").message();
        }
        add(waiting);
        meters.parked(1);
        return null;
    }

    /** Those whose set is known now, at most so many; of one set in the order of their arrival. */
    List<Waiting> withSet(Predicate<String> known, int most) {
        List<Waiting> found = new ArrayList<>();
        for (Map.Entry<String, Set<Waiting>> entry : bySet.entrySet()) {
            if (known.test(entry.getKey())) {
                entry.getValue().stream().limit(most - found.size()).forEach(found::add);
            }
            if (found.size() == most) {
                break;
            }
        }
        return found;
    }

    /** Those whose deadline is over, at most so many, and the earliest first. */
    List<Waiting> due(long now, int most) {
        return byDeadline.stream()
                .takeWhile(waiting -> waiting.deadline() <= now)
                .limit(most)
                .toList();
    }

    ParkedRequest get(Waiting waiting) {
        ParkedRequest request = store.get(waiting.key());
        if (request == null) {
            throw new IllegalStateException("the parked request " + waiting.key() + " is not in its store");
        }
        return request;
    }

    void remove(Waiting waiting) {
        store.delete(waiting.key());
        byDeadline.remove(waiting);
        bySet.computeIfPresent(waiting.candidateSet(), (set, all) -> all.remove(waiting) && all.isEmpty() ? null : all);
        bytes -= waiting.bytes();
        meters.parked(-1);
    }

    /** They are no longer this instance's. */
    void close() {
        meters.parked(-byDeadline.size());
    }

    private void add(Waiting waiting) {
        bySet.computeIfAbsent(waiting.candidateSet(), set -> new LinkedHashSet<>())
                .add(waiting);
        byDeadline.add(waiting);
        bytes += waiting.bytes();
    }

    private static Waiting waiting(String key, ParkedRequest request) {
        return new Waiting(
                key, request.candidateSet(), request.deadline(), request.key().length + request.record().length);
    }

    /** Unique, and in the order of arrival: a task reads one partition. */
    private static String key(SourcePosition source) {
        return HexFormat.of().toHexDigits(source.offset()) + " " + source.topic() + "-" + source.partition();
    }
}
