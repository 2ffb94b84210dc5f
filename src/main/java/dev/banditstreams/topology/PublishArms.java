package dev.banditstreams.topology;

import dev.banditstreams.metrics.LearningMeters;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Publishes arms to every score instance: at once when their trials grew by a share, else at an interval, and never
 * more than a number a second.
 *
 * <p>An arm that changed and was not published is in the store {@code unpublished-arms}, with its trials as last
 * published, so that a restart forgets none.
 */
final class PublishArms {

    private static final long SECOND = 1000;

    private final ProcessorContext<Object, Object> context;
    private final LearningOptions options;
    private final LearningMeters meters;
    private final KeyValueStore<String, byte[]> arms;
    private final KeyValueStore<String, Long> unpublished;

    private long second = Long.MIN_VALUE;
    private int publishedThisSecond;

    PublishArms(ProcessorContext<Object, Object> context, LearningOptions options, LearningMeters meters) {
        this.context = context;
        this.options = options;
        this.meters = meters;
        this.arms = context.getStateStore(LearnTopology.ARMS_STORE);
        this.unpublished = context.getStateStore(LearnTopology.UNPUBLISHED_ARMS_STORE);
    }

    /** @param bytes the arm's state as it stands now */
    void changed(String key, long trialsBefore, long trials, byte[] bytes) {
        Long waiting = unpublished.get(key);
        long published = waiting == null ? trialsBefore : waiting;
        boolean grew = trials - published >= options.publishGrowth() * published && trials > published;
        if (grew && mayPublish()) {
            publish(key, bytes);
            if (waiting != null) {
                unpublished.delete(key);
            }
        } else if (waiting == null) {
            unpublished.put(key, published);
        }
    }

    /** Publishes what waits, as far as the cap allows; the rest waits on. */
    void publishWaiting(long now) {
        List<String> done = new ArrayList<>();
        try (KeyValueIterator<String, Long> waiting = unpublished.all()) {
            while (waiting.hasNext() && mayPublish()) {
                KeyValue<String, Long> arm = waiting.next();
                byte[] bytes = arms.get(arm.key);
                if (bytes != null) {
                    publish(arm.key, bytes);
                }
                done.add(arm.key);
            }
        }
        done.forEach(unpublished::delete);
    }

    private void publish(String key, byte[] bytes) {
        publishedThisSecond++;
        meters.published();
        context.forward(
                new Record<>(Bytes.utf8(key), bytes, context.currentSystemTimeMs()), LearnTopology.ARM_STATISTICS_SINK);
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
