package dev.banditstreams.features;

import dev.banditstreams.features.FeatureAnswer.Failed;
import dev.banditstreams.metrics.FallbackMeters;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * Asks again for what failed in a way that may pass, after a random time whose upper bound doubles ("full jitter"), as
 * long as the deadline and the budget allow.
 */
final class Retrying implements FeatureSource {

    private final FeatureSource source;
    private final Timers timers;
    private final FallbackOptions.Retries options;
    private final Budget budget;
    private final DoubleSupplier random;
    private final FallbackMeters meters;

    /** @param random from 0 to 1 */
    Retrying(
            FeatureSource source,
            Timers timers,
            FallbackOptions.Retries options,
            DoubleSupplier random,
            FallbackMeters meters) {
        this.source = source;
        this.timers = timers;
        this.options = options;
        this.budget = new Budget(timers, options.share(), options.perSecond());
        this.random = random;
        this.meters = meters;
    }

    @Override
    public FeatureRead read(FeatureQuery query) {
        budget.called();
        FeatureRead first = source.read(query);
        if (first.isDone() && retryable(first.answers()).isEmpty()) {
            return first;
        }
        FeatureRead read = new FeatureRead(query.ids());
        follow(first, 0, query, read);
        return read;
    }

    private void follow(FeatureRead attempt, int retries, FeatureQuery query, FeatureRead read) {
        read.onCancel(attempt::cancel);
        attempt.onAnswer((id, answer) -> {
            if (!retryable(answer)) {
                read.answer(id, answer);
            }
        });
        attempt.onDone(all -> {
            Map<String, FeatureAnswer> failed = retryable(all);
            if (!failed.isEmpty() && !read.isDone() && !again(failed, retries, query, read)) {
                failed.forEach(read::answer);
            }
        });
    }

    private boolean again(Map<String, FeatureAnswer> failed, int retries, FeatureQuery query, FeatureRead read) {
        long backoff = options.backoff().toNanos();
        long delay = (long) (random.getAsDouble() * (backoff << Math.min(retries, 10)));
        // A retry without time to succeed would only load the source, and look like its failure.
        boolean inTime = query.deadline() - timers.nanos() - delay >= backoff;
        if (retries >= options.max() || !inTime || !budget.take()) {
            return false;
        }
        meters.retried();
        Timers.Timer timer = timers.after(Duration.ofNanos(delay), () -> {
            if (!read.isDone()) {
                follow(Guarded.start(source, query.of(failed.keySet())), retries + 1, query, read);
            }
        });
        read.onCancel(timer::cancel);
        return true;
    }

    private static Map<String, FeatureAnswer> retryable(Map<String, FeatureAnswer> answers) {
        Map<String, FeatureAnswer> failed = new HashMap<>();
        answers.forEach((id, answer) -> {
            if (retryable(answer)) {
                failed.put(id, answer);
            }
        });
        return failed;
    }

    private static boolean retryable(FeatureAnswer answer) {
        return answer instanceof Failed failure && failure.code().retryable();
    }
}
