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
 * <p>A commit holds its thread for some milliseconds and costs as much of the broker's time, whatever is in it. So
 * answers wait at least {@link #SOONEST}, as long as four commits take, and as long as their requests waited: then no
 * more than a fifth of the thread's time goes into commits, and less when it falls behind. Streams' commit interval is
 * the longest that an answer waits.
 *
 * <p>One for each task, used by its thread. A commit is of all tasks of a thread, so they share when it is due.
 */
final class CommitPacing {

    static final Duration SOONEST = Duration.ofMillis(10);
    static final Duration LOOK = Duration.ofMillis(5);

    private static final int COMMITS_APART = 4;

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

        private long lateness;
        private long requestedAt = NEVER;
        private long taken;

        /** What the thread does first after it was asked for a commit comes after that commit. */
        private void resume(long now) {
            if (requestedAt != NEVER) {
                taken = now - requestedAt;
                requestedAt = NEVER;
            }
        }

        private boolean due(long now) {
            return answeredAt != NEVER
                    && now - answeredAt >= Math.max(SOONEST.toMillis(), Math.max(lateness, COMMITS_APART * taken));
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
        pace.resume(now);
        answered = true;
        pace.lateness = now - acceptedAt;
        if (pace.answeredAt == Pace.NEVER) {
            pace.answeredAt = now;
        }
        if (looking == null) {
            looking = context.schedule(LOOK, PunctuationType.WALL_CLOCK_TIME, this::look);
        }
    }

    private void look(long now) {
        pace.resume(now);
        if (pace.due(now)) {
            context.commit();
            pace.requestedAt = now;
            pace.answeredAt = Pace.NEVER;
        } else if (pace.answeredAt == Pace.NEVER && !answered && looking != null) {
            // Each look makes its task commit, so an idle one doesn't look.
            looking.cancel();
            looking = null;
        }
        answered = false;
    }
}
