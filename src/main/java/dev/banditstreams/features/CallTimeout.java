package dev.banditstreams.features;

import dev.banditstreams.features.FeatureAnswer.Failed;
import java.time.Duration;

/** Ends a call that takes too long: the rest of it has failed, and the source is told to stop. */
final class CallTimeout implements FeatureSource {

    private static final Failed LATE = new Failed(FailureCode.DEADLINE, "the call took too long");

    private final FeatureSource source;
    private final Timers timers;
    private final long timeoutNanos;

    CallTimeout(FeatureSource source, Timers timers, Duration timeout) {
        this.source = source;
        this.timers = timers;
        this.timeoutNanos = timeout.toNanos();
    }

    @Override
    public FeatureRead read(FeatureQuery query) {
        long nanos = Math.min(timeoutNanos, query.deadline() - timers.nanos());
        FeatureRead call = source.read(query.until(timers.nanos() + nanos));
        if (call.isDone()) {
            return call;
        }
        FeatureRead read = new FeatureRead(query.ids());
        read.follow(call);
        Timers.Timer timer = timers.after(Duration.ofNanos(nanos), () -> {
            read.answerRest(LATE);
            call.cancel();
        });
        read.onDone(all -> timer.cancel());
        return read;
    }
}
