package dev.banditstreams.topology;

import java.time.Duration;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * Decides when answers are committed, which is when they are seen: at once where that costs nobody anything, and seldom
 * where there is much to do.
 *
 * <p>A commit costs some milliseconds of service and broker, whatever is in it. So answers wait a millisecond for each
 * that waits with them, from {@link #SOONEST} to {@link #BUSY}, and as long as their requests waited before: a thread
 * that falls behind commits less. Streams' commit interval is the longest that an answer waits.
 *
 * <p>One for each task, used by its thread. A commit is of all tasks of a thread, so they share when it is due.
 */
final class CommitPacing {

    static final Duration SOONEST = Duration.ofMillis(20);
    static final Duration BUSY = Duration.ofMillis(40);
    static final Duration LOOK = Duration.ofMillis(5);

    private final ProcessorContext<?, ?> context;
    private final Pace pace;

    private @Nullable Cancellable looking;
    private boolean answered;

    /** When the next commit of each thread is due. Made once for all tasks. */
    static final class Paces {
        private final ThreadLocal<Pace> ofThread = ThreadLocal.withInitial(Pace::new);
    }

    /** Times in milliseconds since the epoch. */
    private static final class Pace {
        private static final long NEVER = Long.MIN_VALUE;

        /** When the first answer came that is not committed; {@link #NEVER}: all are. */
        private long answeredAt = NEVER;

        private int answers;
        private long lateness;

        private void add(long now, long late) {
            if (answeredAt == NEVER) {
                answeredAt = now;
                answers = 0;
            }
            answers++;
            lateness = late;
        }

        private boolean due(long now) {
            long busy = Math.min(BUSY.toMillis(), Math.max(SOONEST.toMillis(), answers));
            return answeredAt != NEVER && now - answeredAt >= Math.max(busy, lateness);
        }
    }

    /** For the thread that runs the task. */
    CommitPacing(ProcessorContext<?, ?> context, Paces paces) {
        this.context = context;
        this.pace = paces.ofThread.get();
    }

    /**
     * Takes note of an answer.
     *
     * @param acceptedAt append time of its request, milliseconds since the epoch
     */
    void answered(long acceptedAt, long now) {
        answered = true;
        pace.add(now, now - acceptedAt);
        if (looking == null) {
            looking = context.schedule(LOOK, PunctuationType.WALL_CLOCK_TIME, this::look);
        }
    }

    private void look(long now) {
        if (pace.due(now)) {
            context.commit();
            pace.answeredAt = Pace.NEVER;
        } else if (pace.answeredAt == Pace.NEVER && !answered && looking != null) {
            // Each look makes its task commit, so an idle one doesn't look.
            looking.cancel();
            looking = null;
        }
        answered = false;
    }
}
