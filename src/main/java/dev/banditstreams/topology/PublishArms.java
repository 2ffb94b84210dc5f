package dev.banditstreams.topology;

import dev.banditstreams.metrics.LearningMeters;
import dev.banditstreams.model.ArmState;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Publishes arms to every score instance: at once when their trials grew by a share, else at an interval, and never
 * more than a number a second.
 *
 * <p>An arm that changed and was not published at once is in the store {@code unpublished-arms} until the interval has
 * passed, so that a restart forgets none. Published meanwhile, it stays there: a restart publishes it once too often,
 * which is harmless, and an arm that is used all the time costs one write an interval instead of two a publication.
 */
final class PublishArms {

    private static final long SECOND = 1000;

    private final ProcessorContext<Object, Object> context;
    private final LearningOptions options;
    private final LearningMeters meters;
    private final ArmStore states;
    private final KeyValueStore<String, Long> unpublished;
    /** What the store holds, those that wait longest first. */
    private final Map<String, Waiting> waiting = new LinkedHashMap<>();

    private long second = Long.MIN_VALUE;
    private int publishedThisSecond;

    /** An arm that changed within the interval. */
    private static final class Waiting {

        /** By the wall clock, milliseconds since the epoch. */
        private final long since;

        /** Trials as last published. */
        private long published;

        private boolean changed = true;

        private Waiting(long since, long published) {
            this.since = since;
            this.published = published;
        }
    }

    PublishArms(ProcessorContext<Object, Object> context, LearningOptions options, LearningMeters meters) {
        this.context = context;
        this.options = options;
        this.meters = meters;
        this.states = context.getStateStore(LearnTopology.ARMS_STORE);
        this.unpublished = context.getStateStore(LearnTopology.UNPUBLISHED_ARMS_STORE);
        try (KeyValueIterator<String, Long> entries = unpublished.all()) {
            // For how long nobody knows.
            entries.forEachRemaining(entry -> waiting.put(entry.key, new Waiting(0, entry.value)));
        }
    }

    /** How often to call {@link #publishWaiting}. */
    Duration tick() {
        return Duration.ofMillis(Math.min(options.publishIntervalMillis(), SECOND));
    }

    /** @param state the arm as it stands now */
    void changed(String key, long trialsBefore, ArmState state) {
        long trials = state.trials();
        Waiting arm = waiting.get(key);
        long published = arm == null ? trialsBefore : arm.published;
        boolean grew = trials - published >= options.publishGrowth() * published && trials > published;
        boolean now = grew && mayPublish();
        if (now) {
            publish(key, state);
        }
        if (arm != null) {
            arm.changed = !now;
            arm.published = now ? trials : published;
        } else if (!now) {
            waiting.put(key, new Waiting(context.currentSystemTimeMs(), published));
            unpublished.put(key, published);
        }
    }

    /** Publishes what has waited for the interval, as far as the cap allows; the rest waits on. */
    void publishWaiting(long now) {
        Iterator<Map.Entry<String, Waiting>> arms = waiting.entrySet().iterator();
        while (arms.hasNext() && mayPublish()) {
            Map.Entry<String, Waiting> entry = arms.next();
            Waiting arm = entry.getValue();
            if (now - arm.since < options.publishIntervalMillis()) {
                return;
            }
            ArmState state = arm.changed ? states.arm(entry.getKey()).state() : null;
            if (state != null) {
                publish(entry.getKey(), state);
            }
            arms.remove();
            unpublished.delete(entry.getKey());
        }
    }

    private void publish(String key, ArmState state) {
        publishedThisSecond++;
        meters.published();
        context.forward(
                new Record<>(Bytes.utf8(key), states.encoded(state), context.currentSystemTimeMs()),
                LearnTopology.ARM_STATISTICS_SINK);
    }

    private boolean mayPublish() {
        long now = context.currentSystemTimeMs() / SECOND;
        if (now != second) {
            second = now;
            publishedThisSecond = 0;
        }
        return publishedThisSecond < options.publishPerSecond();
    }
}
