package dev.banditstreams.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExpiringProducerTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(6);
    private static final ProducerRecord<byte[], byte[]> RECORD = new ProducerRecord<>("outcomes", new byte[] {1});

    private final AtomicLong now = new AtomicLong(-5);
    private final MockProducer<byte[], byte[]> kafka =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final ExpiringProducer producer = new ExpiringProducer(kafka, TIMEOUT, now::get);

    static Stream<RuntimeException> ofAnExpiredTransaction() {
        return Stream.of(
                new InvalidTxnStateException("a commit after the abort"),
                new TransactionAbortableException("a record after the abort"),
                new KafkaException("Unhandled error in EndTxnResponse: The server experienced an unexpected error"),
                new KafkaException("in an error state", new InvalidTxnStateException("before")));
    }

    static Stream<RuntimeException> thatSayEnough() {
        return Stream.of(
                new ProducerFencedException("a newer one"),
                new InvalidProducerEpochException("an old epoch"),
                new CommitFailedException("out of the group"),
                new TimeoutException("no broker answers"),
                new TopicAuthorizationException("outcomes"),
                new KafkaException("in an error state", new TopicAuthorizationException("outcomes")),
                new KafkaException("in an error state", new RecordTooLargeException("1 MB")),
                new IllegalStateException("a bug"));
    }

    @ParameterizedTest
    @MethodSource("ofAnExpiredTransaction")
    void shouldSayThatItIsFencedOnceATransactionHasExpired(RuntimeException failure) {
        begin(TIMEOUT);

        kafka.commitTransactionException = failure;
        assertThatThrownBy(producer::commitTransaction)
                .isInstanceOf(ProducerFencedException.class)
                .hasMessageContaining(failure.getMessage())
                .hasCause(failure);
        kafka.sendOffsetsToTransactionException = failure;
        assertThatThrownBy(this::sendOffsets).isInstanceOf(ProducerFencedException.class);
        kafka.abortTransactionException = failure;
        assertThatThrownBy(producer::abortTransaction).isInstanceOf(ProducerFencedException.class);
        kafka.sendException = failure;
        // Where Kafka Streams looks for it.
        assertThatThrownBy(() -> producer.send(RECORD))
                .isExactlyInstanceOf(KafkaException.class)
                .hasCauseInstanceOf(ProducerFencedException.class);
        kafka.sendException = null;
        assertThat(callbackOf(failure)).isInstanceOf(ProducerFencedException.class);
    }

    @ParameterizedTest
    @MethodSource("ofAnExpiredTransaction")
    void shouldPassOnWhatAYoungTransactionFailsWith(RuntimeException failure) {
        begin(TIMEOUT.minusNanos(1));

        passesOn(failure);
    }

    @ParameterizedTest
    @MethodSource("thatSayEnough")
    void shouldPassOnWhatSaysEnough(RuntimeException failure) {
        begin(Duration.ofMinutes(1));

        passesOn(failure);
    }

    @Test
    void shouldCountFromTheLastTransaction() {
        begin(TIMEOUT);
        producer.commitTransaction();
        begin(Duration.ofSeconds(1));
        kafka.commitTransactionException = new InvalidTxnStateException("a bug");

        assertThatThrownBy(producer::commitTransaction).isInstanceOf(InvalidTxnStateException.class);
    }

    @Test
    void shouldSendAndCommitWhatIsWell() {
        begin(Duration.ZERO);
        assertThat(callbackOf(null)).isNull();
        sendOffsets();
        now.addAndGet(Duration.ofMinutes(1).toNanos());
        producer.commitTransaction();

        assertThat(kafka.history()).containsExactly(RECORD);
        assertThat(kafka.consumerGroupOffsetsHistory()).hasSize(1);
    }

    private void begin(Duration age) {
        if (!kafka.transactionInitialized()) {
            producer.initTransactions();
        }
        producer.beginTransaction();
        now.addAndGet(age.toNanos());
    }

    private void passesOn(RuntimeException failure) {
        kafka.commitTransactionException = failure;
        assertThat(catchThrowable(producer::commitTransaction)).isSameAs(failure);
        kafka.sendOffsetsToTransactionException = failure;
        assertThat(catchThrowable(this::sendOffsets)).isSameAs(failure);
        kafka.abortTransactionException = failure;
        assertThat(catchThrowable(producer::abortTransaction)).isSameAs(failure);
        assertThat(callbackOf(failure)).isSameAs(failure);
        kafka.sendException = failure;
        assertThat(catchThrowable(() -> producer.send(RECORD))).isSameAs(failure);
    }

    private void sendOffsets() {
        producer.sendOffsetsToTransaction(
                Map.of(new TopicPartition("rewards", 0), new OffsetAndMetadata(1)),
                new MockConsumer<byte[], byte[]>("none").groupMetadata());
    }

    /** What a record's sender hears when the broker answers; null: it was taken. */
    private @Nullable Exception callbackOf(@Nullable RuntimeException failure) {
        List<@Nullable Exception> heard = new ArrayList<>();
        var unused = producer.send(RECORD, (metadata, told) -> heard.add(told));
        assertThat(failure == null ? kafka.completeNext() : kafka.errorNext(failure))
                .isTrue();
        assertThat(heard).hasSize(1);
        return heard.get(0);
    }
}
