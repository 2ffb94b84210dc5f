package dev.banditstreams.runtime;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.banditstreams.demo.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real broker answers to a commit after its abort; once it says fenced, the producer may go. */
class ExpiringProducerIT {

    private static final String TOPIC = "outcomes";
    private static final String ID = "learn-1";

    @TempDir
    private Path directory;

    @Test
    void shouldSayThatItIsFencedAfterTheBrokerHasAbortedItsTransaction() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory)) {
            String servers = broker.bootstrapServers();
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers));
                    Producer<byte[], byte[]> producer = new StreamsClients()
                            .getProducer(Map.of(
                                    "bootstrap.servers", servers,
                                    "transactional.id", ID,
                                    "transaction.timeout.ms", "1000"))) {
                admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1)))
                        .all()
                        .get();
                producer.initTransactions();
                producer.beginTransaction();
                var unused = producer.send(new ProducerRecord<>(TOPIC, new byte[] {1}));
                producer.flush();
                await("the abort")
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> admin.describeTransactions(List.of(ID))
                                        .description(ID)
                                        .get()
                                        .state()
                                == TransactionState.COMPLETE_ABORT);

                assertThatThrownBy(producer::commitTransaction)
                        .isInstanceOf(ProducerFencedException.class)
                        .hasRootCauseInstanceOf(InvalidTxnStateException.class);
                // As Kafka Streams does then, and it may not fail with anything else.
                assertThatThrownBy(producer::abortTransaction).isInstanceOf(ProducerFencedException.class);
            }
        }
    }
}
