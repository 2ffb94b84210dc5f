package dev.banditstreams.runtime;

import static dev.banditstreams.runtime.FailurePolicy.Verdict.REPLACE_THREAD;
import static dev.banditstreams.runtime.FailurePolicy.Verdict.STOP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.codec.CodecUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FailurePolicyTest {

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final FailurePolicy policy = new FailurePolicy(() -> now);

    static Stream<Throwable> passing() {
        return Stream.of(
                new InvalidTxnStateException("paused for 15 s"),
                new ProducerFencedException("a newer one took over"),
                new TransactionAbortableException("a record was not sent in time"),
                new UnknownServerException("the broker has a fault"),
                // As the producer throws it at an answer that it has no name for.
                new KafkaException("Unhandled error in EndTxnResponse: The server experienced an unexpected error"),
                new TimeoutException("no broker answered"),
                new CodecUnavailableException("no registry answered", new java.io.IOException("refused")));
    }

    static Stream<Throwable> fatal() {
        return Stream.of(
                new IllegalStateException("a bug"),
                new StreamsException("a bug"),
                new KafkaException("Failed to construct kafka consumer", new ConfigException("no such assignor")),
                new OutOfMemoryError("heap"),
                new StackOverflowError(),
                new SaslAuthenticationException("wrong password"),
                new TopicAuthorizationException("rewards"),
                new RecordTooLargeException("a limit that was passed over"),
                new MissingSourceTopicException("rewards"));
    }

    @ParameterizedTest
    @MethodSource("passing")
    void shouldReplaceTheThreadAfterWhatPasses(Throwable failure) {
        assertThat(policy.judge(failure)).isEqualTo(REPLACE_THREAD);
    }

    @ParameterizedTest
    @MethodSource("passing")
    void shouldLookIntoCauses(Throwable failure) {
        assertThat(policy.judge(new StreamsException("task 0_1", new StreamsException(failure))))
                .isEqualTo(REPLACE_THREAD);
    }

    @ParameterizedTest
    @MethodSource("fatal")
    void shouldStopAtOnceAfterWhatWouldHappenAgain(Throwable failure) {
        assertThat(policy.judge(failure)).isEqualTo(STOP);
        assertThat(policy.judge(new StreamsException("task 0_1", failure))).isEqualTo(STOP);
    }

    @Test
    void shouldLetTheFatalCauseWin() {
        assertThat(policy.judge(new TimeoutException("while closing", new TopicAuthorizationException("rewards"))))
                .isEqualTo(STOP);
    }

    @Test
    void shouldStopAtTheFourthFailureInTenMinutes() {
        for (int i = 0; i < 3; i++) {
            assertThat(policy.judge(new TimeoutException("again"))).isEqualTo(REPLACE_THREAD);
            now = now.plus(Duration.ofMinutes(3));
        }
        assertThat(policy.judge(new TimeoutException("again"))).isEqualTo(STOP);
    }

    @Test
    void shouldForgetWhatIsTenMinutesPast() {
        for (int i = 0; i < 50; i++) {
            assertThat(policy.judge(new TimeoutException("now and then"))).isEqualTo(REPLACE_THREAD);
            now = now.plus(Duration.ofSeconds(200));
        }
    }
}
