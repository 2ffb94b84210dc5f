package dev.banditstreams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.banditstreams.codec.StateSerdes;
import dev.banditstreams.metrics.Metrics;
import dev.banditstreams.metrics.ScoringMeters;
import dev.banditstreams.model.ParkedRequest;
import dev.banditstreams.model.ScoringRequest;
import dev.banditstreams.model.SourcePosition;
import dev.banditstreams.topology.ScoringOptions.UnknownSet;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ParkedRequestsTest {

    private static final int RECORD_BYTES = 500;

    private final Metrics metrics = new Metrics();
    private final ScoringMeters meters = new ScoringMeters(metrics);
    private final MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
    private final KeyValueStore<String, byte[]> store = Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore("parked-requests"), Serdes.String(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    private ParkedRequests parked;

    @BeforeEach
    void openStore() {
        store.init(context.getStateStoreContext(), store);
        parked = open();
    }

    @AfterEach
    void close() {
        store.close();
        metrics.close();
    }

    private ParkedRequests open() {
        return new ParkedRequests(
                new BoundedStore<>(store, StateSerdes.parkedRequest(), RECORD_BYTES),
                Graphs.waiting(UnknownSet.WAIT, 4, 1_000),
                meters);
    }

    private static ParkedRequest request(long offset, String set, long deadline) {
        return request("requests", offset, set, deadline, 10);
    }

    private static ParkedRequest request(String topic, long offset, String set, long deadline, int size) {
        return new ParkedRequest(
                new SourcePosition(topic, 3, offset), 5, set, deadline, new byte[] {1}, new byte[size - 1]);
    }

    /** The value of the record is not looked at. */
    private String park(ParkedRequest request) {
        Accepted<ScoringRequest> accepted =
                new Accepted<>("u1", null, request.source(), request.appendTime(), request.key(), request.record());
        return parked.park(ParkedRequests.waiting(accepted, request.candidateSet(), request.deadline()), accepted);
    }

    private List<Long> offsets(List<Waiting> waiting) {
        return waiting.stream()
                .map(entry -> parked.get(entry).source().offset())
                .toList();
    }

    @Test
    void shouldFindRequestsBySetInTheOrderOfArrivalAlsoAfterARestart() {
        assertThat(park(request(9, "x", 30))).isNull();
        assertThat(park(request(10, "y", 20))).isNull();
        assertThat(park(request(1L << 40, "x", 10))).isNull();

        for (int start = 0; start < 2; start++) {
            assertThat(offsets(parked.withSet(set -> set.equals("x"), 5))).containsExactly(9L, 1L << 40);
            assertThat(offsets(parked.withSet(set -> true, 2))).hasSize(2);
            assertThat(offsets(parked.withSet(set -> false, 2))).isEmpty();
            parked.close();
            parked = open();
        }
    }

    @Test
    void shouldFindWhatIsDueTheEarliestFirst() {
        park(request(1, "x", 30));
        park(request(2, "y", 20));
        park(request(3, "x", 10));

        assertThat(offsets(parked.due(9, 5))).isEmpty();
        assertThat(offsets(parked.due(20, 5))).containsExactly(3L, 2L);
        assertThat(offsets(parked.due(100, 2))).containsExactly(3L, 2L);
    }

    @Test
    void shouldForgetWhatIsRemoved() {
        park(request(1, "x", 30));
        park(request(2, "x", 20));
        Waiting second = parked.due(20, 1).get(0);
        parked.remove(second);

        assertThat(offsets(parked.withSet(set -> true, 5))).containsExactly(1L);
        assertThatThrownBy(() -> parked.get(second)).isInstanceOf(IllegalStateException.class);
        parked.remove(parked.due(30, 1).get(0));
        assertThat(parked.isEmpty()).isTrue();
        assertThat(parked.withSet(set -> true, 5)).isEmpty();
        assertThat(open().isEmpty()).isTrue();
    }

    /** Under at-least-once a record whose reading was not committed is read again. */
    @Test
    void shouldParkARecordOnceThoughItIsReadAgain() {
        park(request(1, "x", 30));
        parked = open();
        assertThat(park(request(1, "x", 40))).isNull();
        assertThat(parked.withSet(set -> true, 5)).hasSize(1);

        assertThat(park(request("others", 1, "x", 30, 10))).isNull();
        assertThat(parked.withSet(set -> true, 5)).hasSize(2);
    }

    @Test
    void shouldNotTakeAnotherRecordOfTheSamePositionForTheOneThatWaits() {
        park(request(1, "x", 30));
        ParkedRequest first = request(1, "x", 30);
        ParkedRequest other =
                new ParkedRequest(first.source(), first.appendTime() + 1, "x", 30, first.key(), first.record());

        assertThat(park(other)).contains("same position");
        assertThat(parked.withSet(set -> true, 5)).hasSize(1);
    }

    @Test
    void shouldTakeNoMoreThanItsBounds() {
        assertThat(park(request("requests", 0, "x", 30, RECORD_BYTES)))
                .contains("would be stored as more than 500 bytes");
        for (int i = 1; i <= 2; i++) {
            assertThat(park(request("requests", i, "x", 30, 350))).isNull();
        }
        assertThat(park(request("requests", 3, "x", 30, 301))).contains("bandit.limit.parked.bytes is 1000");
        assertThat(park(request("requests", 4, "x", 30, 300))).isNull();
        assertThat(park(request("requests", 5, "x", 30, 2))).contains("bandit.limit.parked.bytes is 1000");
        parked.remove(parked.due(30, 1).get(0));
        for (int i = 6; i <= 7; i++) {
            assertThat(park(request("requests", i, "x", 30, 2))).isNull();
        }
        assertThat(park(request("requests", 8, "x", 30, 2))).contains("bandit.limit.parked.requests is 4");
    }

    @Test
    void shouldCountWhatThisInstanceHas() {
        park(request(1, "x", 30));
        park(request(2, "x", 20));
        assertThat(metrics.scrape()).contains("bandit_parked_requests 2.0");
        parked.close();
        assertThat(metrics.scrape()).contains("bandit_parked_requests 0.0");
        parked = open();
        parked.remove(parked.due(20, 1).get(0));
        assertThat(metrics.scrape()).contains("bandit_parked_requests 1.0");
    }
}
