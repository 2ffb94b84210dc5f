package dev.banditstreams.features;

import dev.banditstreams.features.FeatureAnswer.Failed;
import dev.failsafe.CircuitBreaker;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Doesn't ask a source that fails: opens when most calls of the last moments failed, then lets a probe through from
 * time to time, and closes at the first that is answered.
 *
 * <p>A call failed if it brought no entity's answer. Failsafe keeps the state; what depends on time is decided here,
 * because Failsafe's clock is the system's alone, and a probe of its own that never ends would hold the circuit
 * half-open for ever.
 */
final class CircuitBreaking implements FeatureSource {

    private static final Logger LOG = LoggerFactory.getLogger(CircuitBreaking.class);
    private static final Failed OPEN = new Failed(FailureCode.CIRCUIT_OPEN, "the source failed too often of late");
    private static final int REFUSED = -1;
    private static final int MAX_SUSPECTS = 10_000;

    private final FeatureSource source;
    private final Timers timers;
    private final FallbackOptions.Breaker options;
    private final long windowNanos;
    private final long probeNanos;

    private final CircuitBreaker<Object> circuit = CircuitBreaker.builder()
            .withFailureThreshold(1)
            .withSuccessThreshold(1)
            .withDelay(Duration.ofDays(36_500))
            .build();
    private final Object lock = new Object();
    private final RecentCalls recent;

    /** When an entity last failed in a way that may be its own fault. */
    private final Map<String, Long> suspects = new HashMap<>();

    private long probedAt;

    /** Calls of before the last change of state don't count. */
    private volatile int generation;

    CircuitBreaking(FeatureSource source, Timers timers, FallbackOptions.Breaker options) {
        this.source = source;
        this.timers = timers;
        this.options = options;
        this.windowNanos = options.window().toNanos();
        this.probeNanos = options.probe().toNanos();
        this.recent = new RecentCalls(windowNanos, timers.nanos());
    }

    /** 0: closed, 0.5: a probe is under way, 1: open. */
    double state() {
        return switch (circuit.getState()) {
            case CLOSED -> 0;
            case HALF_OPEN -> 0.5;
            case OPEN -> 1;
        };
    }

    /**
     * A source that refuses at once whatever would be refused here: with the store down, what lies between would be
     * paid for nothing by every request.
     */
    FeatureSource inFrontOf(FeatureSource other) {
        return query -> refuses() ? FeatureRead.answered(query.ids(), OPEN) : other.read(query);
    }

    private boolean refuses() {
        if (circuit.isClosed()) {
            return false;
        }
        synchronized (lock) {
            return !circuit.isClosed() && timers.nanos() - probedAt < probeNanos;
        }
    }

    @Override
    public FeatureRead read(FeatureQuery query) {
        int permit = permit();
        if (permit == REFUSED) {
            return FeatureRead.answered(query.ids(), OPEN);
        }
        FeatureRead call = Guarded.start(source, query);
        call.onDone(answers -> ended(permit, query, outcome(query, answers)));
        return call;
    }

    private int permit() {
        if (circuit.isClosed()) {
            return generation;
        }
        synchronized (lock) {
            if (circuit.isClosed()) {
                return generation;
            }
            long now = timers.nanos();
            if (now - probedAt < probeNanos) {
                return REFUSED;
            }
            probedAt = now;
            circuit.open();
            circuit.halfOpen();
            return circuit.tryAcquirePermit() ? next() : REFUSED;
        }
    }

    private int next() {
        generation = (generation + 1) & Integer.MAX_VALUE;
        return generation;
    }

    private void ended(int permit, FeatureQuery query, Outcome outcome) {
        synchronized (lock) {
            if (permit != generation) {
                return;
            }
            if (circuit.isHalfOpen()) {
                probed(outcome);
            } else if (circuit.isClosed()) {
                counted(query, outcome);
            }
        }
    }

    private void probed(Outcome outcome) {
        next();
        if (outcome == Outcome.WELL) {
            circuit.recordSuccess();
            LOG.info("The feature source answers again: the circuit is closed");
        } else {
            circuit.recordFailure();
        }
    }

    private void counted(FeatureQuery query, Outcome outcome) {
        long now = timers.nanos();
        if (outcome == Outcome.UNCLEAR || (outcome == Outcome.SUSPECT && !isNews(query, now))) {
            return;
        }
        recent.add(now, outcome == Outcome.WELL);
        if (outcome != Outcome.WELL && recent.failing(now, options.failures(), options.share())) {
            circuit.open();
            next();
            probedAt = now;
            recent.clear();
            suspects.clear();
            LOG.warn("The feature source fails: the circuit is open");
        }
    }

    /** A few entities that fail whenever they are asked for don't make the source a bad one. */
    private boolean isNews(FeatureQuery query, long now) {
        if (suspects.size() > MAX_SUSPECTS) {
            suspects.clear();
        }
        boolean news = false;
        for (String id : query.ids()) {
            Long before = suspects.put(id, now);
            news |= before == null || now - before > windowNanos;
        }
        return news;
    }

    private Outcome outcome(FeatureQuery query, Map<String, FeatureAnswer> answers) {
        Outcome outcome = Outcome.UNCLEAR;
        for (FeatureAnswer answer : answers.values()) {
            Outcome one = outcome(query, answer);
            outcome = one.compareTo(outcome) > 0 ? one : outcome;
        }
        return outcome;
    }

    private Outcome outcome(FeatureQuery query, FeatureAnswer answer) {
        if (!(answer instanceof Failed failure)) {
            return Outcome.WELL;
        }
        return switch (failure.code()) {
            case TOO_LARGE -> Outcome.WELL;
            case DEADLINE, UNAVAILABLE, EXHAUSTED -> Outcome.FAULT;
            // The read's deadline comes before the call's timeout where both are due.
            case CANCELLED -> timers.nanos() - query.deadline() >= 0 ? Outcome.FAULT : Outcome.UNCLEAR;
            default -> failure.code().fault() ? Outcome.SUSPECT : Outcome.UNCLEAR;
        };
    }

    /** What a call says of the source, the stronger word later. */
    private enum Outcome {
        UNCLEAR,
        SUSPECT,
        FAULT,
        WELL
    }
}
