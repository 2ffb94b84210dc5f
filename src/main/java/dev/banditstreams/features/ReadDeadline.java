package dev.banditstreams.features;

import dev.banditstreams.features.FeatureAnswer.Failed;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Ends a read at its deadline: the rest of it has failed, and what still works for it is told to stop. */
final class ReadDeadline implements FeatureSource, AutoCloseable {

    private static final Failed LATE = new Failed(FailureCode.DEADLINE, "no answer by the deadline");
    private static final Failed CLOSED = new Failed(FailureCode.CANCELLED, "the fallback is closed");

    private final FeatureSource source;
    private final Timers timers;
    private final Set<FeatureRead> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    ReadDeadline(FeatureSource source, Timers timers) {
        this.source = source;
        this.timers = timers;
    }

    /** Reads that wait for an answer. */
    int open() {
        return open.size();
    }

    @Override
    public FeatureRead read(FeatureQuery query) {
        if (closed) {
            return FeatureRead.answered(query.ids(), CLOSED);
        }
        FeatureRead inner = source.read(query);
        if (inner.isDone()) {
            return inner;
        }
        FeatureRead read = new FeatureRead(query.ids());
        open.add(read);
        read.onDone(all -> open.remove(read));
        read.follow(inner);
        Timers.Timer timer = timers.after(Duration.ofNanos(query.deadline() - timers.nanos()), () -> {
            read.answerRest(LATE);
            inner.cancel();
        });
        read.onDone(all -> timer.cancel());
        if (closed) {
            read.cancel();
        }
        return read;
    }

    /** Cancels every read, also those that are still to come. */
    @Override
    public void close() {
        closed = true;
        open.forEach(FeatureRead::cancel);
    }
}
