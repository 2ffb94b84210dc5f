package dev.banditstreams.bench;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Sends requests: one thread at a time. */
final class Sending implements AutoCloseable {

    /** A request is sent this long after it is due, at most, where the machine has time for it. */
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final RequestTemplates templates;
    private final NewUsers users;
    private final InFlight inFlight;
    private final Callback callback = (written, failed) -> failed(failed);
    private volatile @Nullable Exception failure;
    private volatile long lateNanos;

    Sending(
            Producer<byte[], byte[]> producer,
            String topic,
            RequestTemplates templates,
            NewUsers users,
            InFlight inFlight) {
        this.producer = producer;
        this.topic = topic;
        this.templates = templates;
        this.users = users;
        this.inFlight = inFlight;
    }

    /** Sends whenever there is room, until {@code stop}. */
    void saturate(CountDownLatch stop) throws InterruptedException {
        while (stop.getCount() > 0) {
            if (inFlight.full()) {
                inFlight.awaitRoom();
            } else {
                send();
            }
        }
    }

    /** Sends each request when it is due, answered or not, up to request {@code end}. */
    void keepRate(Schedule schedule, long end, CountDownLatch stop) throws InterruptedException {
        while (stop.getCount() > 0 && inFlight.sent() < end) {
            long now = System.nanoTime();
            long due = Math.min(end, schedule.first() + schedule.dueBy(now));
            while (inFlight.sent() < due) {
                long late = System.nanoTime() - schedule.dueNanos(inFlight.sent());
                if (late > lateNanos) {
                    lateNanos = late;
                }
                send();
            }
            long wait = Math.max(TICK_NANOS, schedule.dueNanos(inFlight.sent()) - System.nanoTime());
            if (stop.await(wait, TimeUnit.NANOSECONDS)) {
                return;
            }
        }
    }

    /** The longest that a request of a fixed rate was sent after it was due, since the last call. */
    double takeLateMillis() {
        double late = lateNanos / 1e6;
        lateNanos = 0;
        return late;
    }

    /** @throws BenchException if something could not be sent */
    void check() {
        Exception failed = failure;
        if (failed != null) {
            throw new BenchException("a request could not be sent: " + failed.getMessage(), failed);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }

    private void send() {
        long number = inFlight.sent();
        users.decide(number);
        inFlight.sending();
        // The producer has copied both arrays when it returns.
        var unused =
                producer.send(new ProducerRecord<>(topic, templates.key(number), templates.value(number)), callback);
    }

    /** @param failed null: it did not fail */
    void failed(@Nullable Exception failed) {
        if (failed != null && failure == null) {
            failure = failed;
        }
    }
}
