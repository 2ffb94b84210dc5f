package dev.banditstreams.features;

import dev.banditstreams.features.FeatureAnswer.Failed;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Has so many calls under way at a time. Some more wait for their turn, the first come first, until their deadline;
 * what comes beyond these is refused at once.
 */
final class CallLimit implements FeatureSource {

    private static final Failed FULL = new Failed(FailureCode.SATURATED, "too many calls are under way and waiting");
    private static final Failed WAITED_IN_VAIN =
            new Failed(FailureCode.SATURATED, "too many calls were under way until the deadline");

    private final FeatureSource source;
    private final Timers timers;
    private final int maxRunning;
    private final int maxWaiting;

    private final Object lock = new Object();
    private final Set<Waiting> queue = new LinkedHashSet<>();
    private int running;
    private boolean starting;

    CallLimit(FeatureSource source, Timers timers, int maxRunning, int maxWaiting) {
        this.source = source;
        this.timers = timers;
        this.maxRunning = maxRunning;
        this.maxWaiting = maxWaiting;
    }

    /** Calls under way. */
    int running() {
        synchronized (lock) {
            return running;
        }
    }

    /** Calls that wait for their turn. */
    int waiting() {
        synchronized (lock) {
            return queue.size();
        }
    }

    @Override
    public FeatureRead read(FeatureQuery query) {
        Waiting waiting = null;
        synchronized (lock) {
            if (running < maxRunning && queue.isEmpty()) {
                running++;
            } else if (queue.size() < maxWaiting) {
                waiting = new Waiting(query, new FeatureRead(query.ids()));
                queue.add(waiting);
            } else {
                return FeatureRead.answered(query.ids(), FULL);
            }
        }
        return waiting == null ? start(query) : await(waiting);
    }

    private FeatureRead start(FeatureQuery query) {
        FeatureRead call = Guarded.start(source, query);
        call.onDone(all -> ended());
        return call;
    }

    private FeatureRead await(Waiting waiting) {
        FeatureRead read = waiting.read;
        Timers.Timer timer = timers.after(remaining(waiting.query), () -> {
            if (leave(waiting)) {
                read.answerRest(WAITED_IN_VAIN);
            }
        });
        read.onDone(all -> timer.cancel());
        read.onCancel(() -> leave(waiting));
        return read;
    }

    private Duration remaining(FeatureQuery query) {
        return Duration.ofNanos(query.deadline() - timers.nanos());
    }

    private boolean leave(Waiting waiting) {
        synchronized (lock) {
            return queue.remove(waiting);
        }
    }

    /**
     * One thread at a time starts what waits. A call may end as it starts, which comes back here: a queue of such calls
     * must not become a stack as deep.
     */
    private void ended() {
        synchronized (lock) {
            running--;
            if (starting) {
                return;
            }
            starting = true;
        }
        for (Waiting next = next(); next != null; next = next()) {
            next.read.follow(start(next.query));
        }
    }

    private @Nullable Waiting next() {
        synchronized (lock) {
            Iterator<Waiting> first = queue.iterator();
            if (running >= maxRunning || !first.hasNext()) {
                starting = false;
                return null;
            }
            Waiting next = first.next();
            first.remove();
            running++;
            return next;
        }
    }

    /** A call in the queue; equal only to itself. */
    private static final class Waiting {
        private final FeatureQuery query;
        private final FeatureRead read;

        Waiting(FeatureQuery query, FeatureRead read) {
            this.query = query;
            this.read = read;
        }
    }
}
