package dev.banditstreams.runtime;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.metrics.KafkaMetric;

/**
 * A producer that says it is fenced whenever a transaction failed that had outlived its time-out.
 *
 * <p>After a broker was frozen, or this process paused, the coordinator aborts such a transaction, and what its
 * producer hears depends on the moment. Mostly that it is fenced: then Kafka Streams gives its tasks up and takes them
 * again. But a commit that comes after the abort is an invalid state (KAFKA-20785, in brokers up to 4.3.1), and one
 * that comes in the middle of it an unexpected error of the server, which the client throws as a bare
 * {@link KafkaException}; at both Kafka Streams lets its thread die. They mean the same, and whether a commit was done
 * after all isn't asked here: the committed offsets say it, from which the tasks go on.
 *
 * <p>What a younger transaction fails with is passed on as it is, and so is what would come again.
 *
 * <p>Threads as for Kafka's own producer.
 */
final class ExpiringProducer implements Producer<byte[], byte[]> {

    private final Producer<byte[], byte[]> producer;
    private final Duration timeout;
    private final LongSupplier nanoTime;
    /** When the last transaction began; callbacks read it in a thread of the producer's. */
    private volatile long began;

    /**
     * @param producer is closed with this one
     * @param timeout after which the coordinator aborts a transaction
     * @param nanoTime as {@link System#nanoTime}
     */
    ExpiringProducer(Producer<byte[], byte[]> producer, Duration timeout, LongSupplier nanoTime) {
        this.producer = producer;
        this.timeout = timeout;
        this.nanoTime = nanoTime;
        began = nanoTime.getAsLong();
    }

    @Override
    public void beginTransaction() {
        // The coordinator counts from the first record, and so later.
        began = nanoTime.getAsLong();
        producer.beginTransaction();
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> message) {
        return send(message, (metadata, failure) -> {});
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> message, Callback callback) {
        try {
            return producer.send(
                    message,
                    (metadata, failure) -> callback.onCompletion(
                            metadata, failure != null && expired(failure) ? fenced(failure) : failure));
        } catch (KafkaException e) {
            // Of what a send throws, Kafka Streams looks at the cause.
            throw expired(e) ? new KafkaException(e.getMessage(), fenced(e)) : e;
        }
    }

    @Override
    public void sendOffsetsToTransaction(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
        telling(() -> producer.sendOffsetsToTransaction(offsets, group));
    }

    @Override
    public void commitTransaction() {
        telling(producer::commitTransaction);
    }

    @Override
    public void abortTransaction() {
        telling(producer::abortTransaction);
    }

    private void telling(Runnable call) {
        try {
            call.run();
        } catch (KafkaException e) {
            throw expired(e) ? fenced(e) : e;
        }
    }

    private boolean expired(Exception failure) {
        boolean untold = failure instanceof InvalidTxnStateException
                || failure instanceof TransactionAbortableException
                || failure.getClass() == KafkaException.class;
        return untold && nanoTime.getAsLong() - began >= timeout.toNanos() && !FailurePolicy.fatal(failure);
    }

    private ProducerFencedException fenced(Exception failure) {
        ProducerFencedException fenced = new ProducerFencedException(
                "a transaction was open for %d ms, and is aborted after %d ms (transaction.timeout.ms): %s"
                        .formatted(
                                Duration.ofNanos(nanoTime.getAsLong() - began).toMillis(),
                                timeout.toMillis(),
                                failure.getMessage()));
        fenced.initCause(failure);
        return fenced;
    }

    @Override
    public void initTransactions() {
        producer.initTransactions();
    }

    @Override
    public void flush() {
        producer.flush();
    }

    @Override
    public List<PartitionInfo> partitionsFor(String topic) {
        return producer.partitionsFor(topic);
    }

    @Override
    public Map<MetricName, ? extends Metric> metrics() {
        return producer.metrics();
    }

    @Override
    public Uuid clientInstanceId(Duration limit) {
        return producer.clientInstanceId(limit);
    }

    @Override
    public void registerMetricForSubscription(KafkaMetric metric) {
        producer.registerMetricForSubscription(metric);
    }

    @Override
    public void unregisterMetricFromSubscription(KafkaMetric metric) {
        producer.unregisterMetricFromSubscription(metric);
    }

    @Override
    public void close() {
        producer.close();
    }

    @Override
    public void close(Duration limit) {
        producer.close(limit);
    }
}
