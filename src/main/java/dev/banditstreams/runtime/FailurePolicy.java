package dev.banditstreams.runtime;

import dev.banditstreams.codec.CodecUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.errors.TransactionAbortedException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.TaskMigratedException;
import org.jspecify.annotations.Nullable;

/**
 * Decides what happens after a stream thread died.
 *
 * <p>What time or a new transaction mends (a process that was paused, a broker or a registry that is away) costs only
 * the thread, which is replaced and reads again from the last commit. It is tried a few times in a while; what dies
 * more often is not mended so. Anything else would happen again at the same record and stops the process, so that its
 * supervisor and its operators see it.
 *
 * <p>Safe for use by many threads.
 */
final class FailurePolicy {

    static final int MAX_REPLACEMENTS = 3;
    static final Duration WINDOW = Duration.ofMinutes(10);

    enum Verdict {
        REPLACE_THREAD,
        STOP
    }

    /** Looked for first, since some of them are also of a passing kind, or wrap one. */
    private static final List<Class<? extends Throwable>> FATAL = List.of(
            Error.class,
            AuthenticationException.class,
            AuthorizationException.class,
            MissingSourceTopicException.class,
            RecordTooLargeException.class);

    private static final List<Class<? extends Throwable>> PASSING = List.of(
            InvalidTxnStateException.class,
            ProducerFencedException.class,
            InvalidProducerEpochException.class,
            TransactionAbortedException.class,
            TransactionAbortableException.class,
            UnknownServerException.class,
            TaskMigratedException.class,
            RetriableException.class,
            CodecUnavailableException.class);

    private final InstantSource clock;
    private final Deque<Instant> replacements = new ArrayDeque<>();

    FailurePolicy(InstantSource clock) {
        this.clock = clock;
    }

    synchronized Verdict judge(Throwable failure) {
        if (!passes(failure)) {
            return Verdict.STOP;
        }
        Instant now = clock.instant();
        while (!replacements.isEmpty() && !replacements.element().isAfter(now.minus(WINDOW))) {
            replacements.remove();
        }
        if (replacements.size() == MAX_REPLACEMENTS) {
            return Verdict.STOP;
        }
        replacements.add(now);
        return Verdict.REPLACE_THREAD;
    }

    /** Whether it would come again, or the process is no longer to be trusted, whatever else it is. */
    static boolean fatal(Throwable failure) {
        return hasCause(failure, FATAL);
    }

    private static boolean passes(Throwable failure) {
        return !fatal(failure) && (hasCause(failure, PASSING) || unknown(failure));
    }

    /** Kafka's clients throw the bare exception at a broker's answer that they have no name for. */
    private static boolean unknown(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getClass() == KafkaException.class;
    }

    private static boolean hasCause(Throwable failure, List<Class<? extends Throwable>> kinds) {
        @Nullable Throwable next = failure;
        while (next != null) {
            Throwable cause = next;
            if (kinds.stream().anyMatch(kind -> kind.isInstance(cause))) {
                return true;
            }
            next = cause.getCause();
        }
        return false;
    }
}
