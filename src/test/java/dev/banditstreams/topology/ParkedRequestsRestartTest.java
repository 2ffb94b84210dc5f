package dev.banditstreams.topology;

import static dev.banditstreams.topology.Parking.ITEMS;
import static dev.banditstreams.topology.Parking.LOOK;
import static dev.banditstreams.topology.Parking.REFUSE;
import static dev.banditstreams.topology.Parking.WAIT;
import static dev.banditstreams.topology.Parking.assertParked;
import static dev.banditstreams.topology.Parking.graphs;
import static dev.banditstreams.topology.Parking.naming;
import static dev.banditstreams.topology.Parking.only;
import static dev.banditstreams.topology.Parking.refused;
import static dev.banditstreams.topology.Parking.request;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.banditstreams.codec.StateSerdes;
import dev.banditstreams.model.ParkedRequest;
import dev.banditstreams.topology.ScoringOptions.UnknownSet;
import dev.banditstreams.topology.ScoringOptions.Waiting;
import java.time.Duration;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What was parked before a restart, and what damage to it comes to. */
class ParkedRequestsRestartTest {

    private Graphs graphs = graphs(WAIT);

    private void use(Waiting waiting) {
        graphs.close();
        graphs = graphs(waiting);
    }

    @AfterEach
    void close() {
        graphs.close();
    }

    @Test
    void shouldAnswerAfterARestartWhatWasParkedBefore() {
        graphs.request(request("r1", null));
        graphs.request(request("r2", null));
        graphs.restartScore(WAIT);
        assertParked(graphs, 2);
        assertThat(graphs.recommendations()).isEmpty();

        graphs.set("six", ITEMS);
        graphs.passTime(LOOK);
        assertThat(graphs.recommendations())
                .extracting(answer -> answer.source().offset())
                .containsExactly(0L, 1L);

        graphs.restartScore(WAIT);
        graphs.passTime(Duration.ofSeconds(20));
        assertThat(graphs.recommendations()).hasSize(2);
        assertThat(graphs.deadLetters()).isEmpty();
        assertParked(graphs, 0);
    }

    @Test
    void shouldRefuseAfterARestartWhatWasParkedBefore() {
        graphs.request(request("r1", 30L));
        graphs.restartScore(WAIT);
        graphs.passTime(Duration.ofMillis(20));
        assertThat(graphs.deadLetters()).isEmpty();
        graphs.passTime(LOOK);
        assertThat(refused(graphs)).containsExactly("r1");

        graphs.restartScore(WAIT);
        graphs.passTime(Duration.ofSeconds(20));
        assertThat(graphs.deadLetters()).hasSize(1);
        assertParked(graphs, 0);
    }

    @Test
    void shouldKeepTheBoundOverARestart() {
        use(Graphs.waiting(UnknownSet.WAIT, 1, 1_000_000));
        graphs.request(request("r1", null));
        graphs.restartScore(Graphs.waiting(UnknownSet.WAIT, 1, 1_000_000));
        graphs.request(Samples.request("passes", "u1", 1, "a")); // the driver counts offsets from 0 again
        graphs.request(request("r2", null));

        assertThat(refused(graphs)).containsExactly("r2");
    }

    @Test
    void shouldNotForgetWhatIsParkedWhenTheSettingChanges() {
        graphs.request(request("r1", null));
        graphs.restartScore(REFUSE);
        graphs.request(naming("seven", "r2", null));
        assertThat(refused(graphs)).containsExactly("r2");
        graphs.set("six", ITEMS);
        graphs.passTime(LOOK);

        assertThat(only(graphs).requestId()).isEqualTo("r1");
    }

    /** What can't be read is no request of ours: going on would lose one without a word. */
    @Test
    void shouldNotStartOnAStoreThatCantBeRead() {
        graphs.scoreStore("parked-requests").put("0000000000000000 scoring-requests-0", "garbage".getBytes(UTF_8));
        graphs.request(Samples.request("r1", "u1", 1, "a"));

        assertThatThrownBy(() -> graphs.restartScore(WAIT))
                .hasRootCauseInstanceOf(SerializationException.class)
                .hasStackTraceContaining("state ParkedRequest of parked-requests can't be read");
    }

    @Test
    void shouldRefuseWhatCanNoLongerBeDecoded() {
        graphs.request(request("r1", null));
        KeyValueStore<String, byte[]> store = graphs.scoreStore("parked-requests");
        KeyValue<String, byte[]> entry;
        try (var entries = store.all()) {
            entry = entries.next();
        }
        ParkedRequest parked = StateSerdes.parkedRequest().deserializer().deserialize("parked-requests", entry.value);
        byte[] garbage = "no request".getBytes(UTF_8);
        ParkedRequest damaged = new ParkedRequest(
                parked.source(), parked.appendTime(), parked.candidateSet(), parked.deadline(), parked.key(), garbage);
        store.put(entry.key, StateSerdes.parkedRequest().serializer().serialize("parked-requests", damaged));
        graphs.passTime(Duration.ofMillis(1)); // commits
        graphs.restartScore(WAIT); // until then the heap has it
        graphs.set("six", ITEMS);
        graphs.passTime(LOOK);

        assertThat(graphs.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.reason()).isEqualTo("undecodable");
            assertThat(letter.source()).isEqualTo(parked.source());
            assertThat(letter.value().bytes()).isEqualTo(garbage);
        });
        assertThat(graphs.recommendations()).isEmpty();
        graphs.passTime(Duration.ofSeconds(20));
        assertThat(graphs.deadLetters()).hasSize(1);
    }
}
