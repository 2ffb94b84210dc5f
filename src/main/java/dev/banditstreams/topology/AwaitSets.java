package dev.banditstreams.topology;

import dev.banditstreams.codec.Codec;
import dev.banditstreams.codec.Decoded;
import dev.banditstreams.codec.StateSerdes;
import dev.banditstreams.metrics.ScoringMeters;
import dev.banditstreams.model.DeadLetterReason;
import dev.banditstreams.model.ParkedRequest;
import dev.banditstreams.model.ScoringRequest;
import dev.banditstreams.model.Topic;
import dev.banditstreams.topology.ParkedRequests.Waiting;
import dev.banditstreams.topology.ScoringOptions.UnknownSet;
import java.time.Duration;
import java.util.function.Predicate;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of requests that name an unknown candidate set: refused at once or, by a setting, parked until the set
 * is known or their deadline is over.
 *
 * <p>The sets are filled by another thread, so this one looks for them at an interval, but only while something is
 * parked: each look makes its task commit. What an earlier run parked ends in the same way whatever the setting is now.
 */
final class AwaitSets {

    private static final Duration INTERVAL = Duration.ofMillis(10);
    /** Of either kind in one look: ranking so many takes some milliseconds, in which no other request is answered. */
    private static final int MOST = 200;

    private final ProcessorContext<Object, Object> context;
    private final ScoringOptions.Waiting options;
    private final SetTable sets;
    private final ScoringMeters meters;
    private final Predicate<Accepted<ScoringRequest>> answer;
    private final ParkedRequests parked;
    private final Codec<ScoringRequest> codec;
    private final DeadLetterOutlet deadLetters;

    private @Nullable Cancellable looking;

    /** @param answer false if a request's set is not known after all, and nothing was done */
    AwaitSets(
            ProcessorContext<Object, Object> context,
            Deployment deployment,
            ScoringOptions.Waiting options,
            SetTable sets,
            ScoringMeters meters,
            Predicate<Accepted<ScoringRequest>> answer) {
        this.context = context;
        this.options = options;
        this.sets = sets;
        this.meters = meters;
        this.answer = answer;
        parked = new ParkedRequests(
                new BoundedStore<>(
                        context.getStateStore(ScoreTopology.PARKED_REQUESTS_STORE),
                        StateSerdes.parkedRequest(),
                        deployment.limits().recordBytes()),
                options,
                meters);
        codec = deployment.codecs().scoringRequests(deployment.topics().of(Topic.SCORING_REQUESTS));
        deadLetters = new DeadLetterOutlet(context, ScoreTopology.ENRICH, ScoreTopology.DEAD_LETTERS, deployment);
        lookWhileParked();
    }

    /** Takes a request whose set is not known. */
    void take(Accepted<ScoringRequest> accepted, String set) {
        if (options.unknownSet() == UnknownSet.REFUSE) {
            deadLetters.refuse(accepted, refusal(set, "is not known"));
            return;
        }
        long now = context.currentSystemTimeMs();
        long deadline = deadline(accepted);
        if (deadline <= now) {
            meters.expired();
            deadLetters.refuse(accepted, late(set, accepted.time(), deadline, now));
            return;
        }
        String full = parked.park(new ParkedRequest(
                accepted.source(), accepted.time(), set, deadline, accepted.keyBytes(), accepted.presentBytes()));
        if (full != null) {
            meters.shed();
            deadLetters.refuse(
                    accepted, refusal(set, "is not known, and the request can't wait for it (" + full + ")"));
            return;
        }
        lookWhileParked();
    }

    void close() {
        stopLooking();
        parked.close();
    }

    private void look(long now) {
        parked.withSet(this::known, MOST).forEach(this::release);
        for (Waiting waiting : parked.due(now, MOST)) {
            // A set that came counts, however late anyone looks.
            if (known(waiting.candidateSet())) {
                release(waiting);
            } else {
                expire(waiting, now);
            }
        }
        lookWhileParked();
    }

    private boolean known(String set) {
        return sets.members(set) != null;
    }

    /** Answers a request as if it came now; position, append time and so the seed are its own. */
    private void release(Waiting waiting) {
        ParkedRequest request = parked.get(waiting);
        Decoded<ScoringRequest> decoded = codec.decode(request.record());
        if (decoded instanceof Decoded.Value<ScoringRequest> good) {
            Accepted<ScoringRequest> accepted = new Accepted<>(
                    Bytes.text(request.key()),
                    good.value(),
                    request.source(),
                    request.appendTime(),
                    request.key(),
                    request.record());
            if (!answer.test(accepted)) {
                return; // its set was removed again in between: it waits on
            }
        } else if (decoded instanceof Decoded.Failure<ScoringRequest> bad) {
            refuse(request, new Refusal(bad.reason(), bad.message()));
        }
        meters.released();
        // Last, so that a failure on the way leaves it parked, also without exactly-once.
        parked.remove(waiting);
    }

    private void expire(Waiting waiting, long now) {
        ParkedRequest request = parked.get(waiting);
        meters.expired();
        refuse(request, late(request.candidateSet(), request.appendTime(), request.deadline(), now));
        parked.remove(waiting);
    }

    private void refuse(ParkedRequest request, Refusal refusal) {
        deadLetters.refuse(request.source(), request.key(), request.record(), refusal);
    }

    private long deadline(Accepted<ScoringRequest> accepted) {
        Long own = accepted.present().deadlineMs();
        return accepted.time() + Math.min(own == null ? options.deadlineMillis() : own, options.longestMillis());
    }

    private static Refusal late(String set, long appendTime, long deadline, long now) {
        return refusal(
                set,
                "is not known after " + (now - appendTime) + " ms, and the deadline was " + (deadline - appendTime)
                        + " ms after the append time");
    }

    private static Refusal refusal(String set, String fault) {
        return new Refusal(
                DeadLetterReason.UNKNOWN_CANDIDATE_SET,
                "candidateSet " + Checks.shown(set) + " " + fault + ": publish it to candidate-sets");
    }

    private void lookWhileParked() {
        if (parked.isEmpty()) {
            stopLooking();
        } else if (looking == null) {
            looking = context.schedule(INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::look);
        }
    }

    private void stopLooking() {
        if (looking != null) {
            looking.cancel();
            looking = null;
        }
    }
}
