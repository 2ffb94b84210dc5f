package dev.banditstreams.topology;

import dev.banditstreams.metrics.ScoringMeters;
import dev.banditstreams.model.ParkedRequest;
import dev.banditstreams.model.ScoringRequest;
import dev.banditstreams.model.SourcePosition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
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
 * <p>Bounded in number, in bytes, and in entities that they wait for. For one thread.
 */
final class ParkedRequests {

    private final BoundedStore<ParkedRequest> store;
    private final ScoringOptions.Waiting limits;
    private final ScoringMeters meters;

    private final Map<String, Set<Waiting>> bySet = new LinkedHashMap<>();
    private final Map<String, Deque<Waiting>> byUser = new HashMap<>();
    private final NavigableSet<Waiting> byDeadline = new TreeSet<>(
            Comparator.<Waiting>comparingLong(waiting -> waiting.deadline).thenComparing(waiting -> waiting.key));
    private long bytes;

    /** Takes up what the store has: what was parked before a restart waits on. */
    ParkedRequests(BoundedStore<ParkedRequest> store, ScoringOptions.Waiting limits, ScoringMeters meters) {
        this.store = store;
        this.limits = limits;
        this.meters = meters;
        store.forEach((key, request) -> add(waiting(request)));
        meters.parked(byDeadline.size());
    }

    boolean isEmpty() {
        return byDeadline.isEmpty();
    }

    /** All of them, in the order of their deadlines. */
    List<Waiting> all() {
        return List.copyOf(byDeadline);
    }

    /**
     * A request as it would be parked.
     *
     * @param set that it waits for; null: it waits for features or for its turn
     */
    static Waiting waiting(Accepted<ScoringRequest> accepted, @Nullable String set, long deadline) {
        Waiting waiting = new Waiting(
                key(accepted.source()),
                accepted.key(),
                set,
                deadline,
                accepted.keyBytes().length + accepted.presentBytes().length);
        waiting.accepted = accepted;
        return waiting;
    }

    /** @return why there is no room for it; null: there is */
    @Nullable
    String full(Waiting waiting) {
        if (byDeadline.size() >= limits.requests()) {
            return "its task has " + byDeadline.size() + " parked requests, and bandit.limit.parked.requests is "
                    + limits.requests();
        }
        if (bytes + waiting.bytes > limits.bytes()) {
            return "with its " + waiting.bytes + " bytes the parked requests of its task would have "
                    + (bytes + waiting.bytes) + ", and bandit.limit.parked.bytes is " + limits.bytes();
        }
        return null;
    }

    /** @return why there is no room for it; null: it is parked */
    @Nullable
    String park(Waiting waiting, Accepted<ScoringRequest> accepted) {
        ParkedRequest before = store.get(waiting.key);
        if (before != null) {
            // Without exactly-once a record is read again after a failure: then it waits already.
            if (before.appendTime() != accepted.time()) {
                return "a request of the same position, from before its topic was created anew, is parked";
            }
            waiting.end();
            return null;
        }
        String full = full(waiting);
        if (full != null) {
            return full;
        }
        ParkedRequest request = new ParkedRequest(
                accepted.source(),
                accepted.time(),
                waiting.candidateSet,
                waiting.deadline,
                accepted.keyBytes(),
                accepted.presentBytes());
        if (store.put(waiting.key, request) == null) {
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
                .takeWhile(waiting -> waiting.deadline <= now)
                .limit(most)
                .toList();
    }

    /** The requests of a user that wait for features or for their turn, in their order. */
    List<Waiting> ofUser(String userId) {
        Deque<Waiting> queue = byUser.get(userId);
        return queue == null ? List.of() : List.copyOf(queue);
    }

    /** The one of them whose turn it is; null: there are none. */
    @Nullable
    Waiting first(String userId) {
        Deque<Waiting> queue = byUser.get(userId);
        return queue == null ? null : queue.peekFirst();
    }

    /** The set of a request has come, and now it waits for features or for its turn, behind its user's others. */
    void hasSet(Waiting waiting) {
        if (leaveSet(waiting)) {
            byUser.computeIfAbsent(waiting.userId, user -> new ArrayDeque<>(2)).addLast(waiting);
        }
    }

    boolean contains(Waiting waiting) {
        return byDeadline.contains(waiting);
    }

    ParkedRequest get(Waiting waiting) {
        ParkedRequest request = store.get(waiting.key);
        if (request == null) {
            throw new IllegalStateException("the parked request " + waiting.key + " is not in its store");
        }
        return request;
    }

    void remove(Waiting waiting) {
        store.delete(waiting.key);
        byDeadline.remove(waiting);
        leaveSet(waiting);
        byUser.computeIfPresent(
                waiting.userId, (user, queue) -> queue.remove(waiting) && queue.isEmpty() ? null : queue);
        bytes -= waiting.bytes;
        meters.parked(-1);
    }

    /** They are no longer this instance's. */
    void close() {
        meters.parked(-byDeadline.size());
    }

    private void add(Waiting waiting) {
        if (waiting.candidateSet == null) {
            byUser.computeIfAbsent(waiting.userId, user -> new ArrayDeque<>(2)).addLast(waiting);
        } else {
            bySet.computeIfAbsent(waiting.candidateSet, set -> new LinkedHashSet<>())
                    .add(waiting);
        }
        byDeadline.add(waiting);
        bytes += waiting.bytes;
    }

    private boolean leaveSet(Waiting waiting) {
        Set<Waiting> same = waiting.candidateSet == null ? null : bySet.get(waiting.candidateSet);
        if (same == null || !same.remove(waiting)) {
            return false;
        }
        if (same.isEmpty()) {
            bySet.remove(waiting.candidateSet);
        }
        return true;
    }

    private static Waiting waiting(ParkedRequest request) {
        return new Waiting(
                key(request.source()),
                Bytes.text(request.key()),
                request.candidateSet(),
                request.deadline(),
                request.key().length + request.record().length);
    }

    /** Unique, and in the order of arrival: a task reads one partition. */
    private static String key(SourcePosition source) {
        return HexFormat.of().toHexDigits(source.offset()) + " " + source.topic() + "-" + source.partition();
    }
}
