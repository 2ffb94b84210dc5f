package dev.banditstreams.features;

import java.time.Duration;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Timers whose clock a test moves. */
final class ManualTimers implements Timers {

    /** Near the overflow, which a difference of nanoseconds has to survive. */
    private long now = Long.MAX_VALUE - 1_000_000_000L;

    private long added;
    private final PriorityQueue<Action> queue = new PriorityQueue<>();

    @Override
    public synchronized long nanos() {
        return now;
    }

    /** So many milliseconds from now. */
    long in(long millis) {
        return nanos() + Duration.ofMillis(millis).toNanos();
    }

    @Override
    public synchronized Timer after(Duration delay, Runnable run) {
        Action action = new Action(now + Math.max(0, delay.toNanos()), added++, run);
        queue.add(action);
        return () -> remove(action);
    }

    private synchronized void remove(Action action) {
        queue.remove(action);
    }

    /** Actions that are still to come. */
    synchronized int pending() {
        return queue.size();
    }

    /** Moves the clock, and runs on this thread each action at its time. */
    void advance(long millis) {
        long end = in(millis);
        for (Action next = next(end); next != null; next = next(end)) {
            next.run.run();
        }
        synchronized (this) {
            now = end;
        }
    }

    private synchronized @Nullable Action next(long end) {
        Action next = queue.peek();
        if (next == null || next.at - end > 0) {
            return null;
        }
        queue.remove();
        now = next.at;
        return next;
    }

    private record Action(long at, long order, Runnable run) implements Comparable<Action> {
        @Override
        public int compareTo(Action other) {
            return at == other.at ? Long.compare(order, other.order) : Long.signum(at - other.at);
        }
    }
}
