package dev.banditstreams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.codec.Decoded;
import dev.banditstreams.model.DeadLetter;
import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.ScoringRequest;
import dev.banditstreams.topology.ScoringOptions.UnknownSet;
import dev.banditstreams.topology.ScoringOptions.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What tests of parked requests share: requests that name the set {@code six}, and what became of them. */
final class Parking {

    static final Waiting WAIT = Graphs.waiting(UnknownSet.WAIT, 1000, 1_000_000);
    static final Waiting REFUSE = Graphs.waiting(UnknownSet.REFUSE, 1000, 1_000_000);
    static final Duration LOOK = Duration.ofMillis(10);
    static final List<String> ITEMS = List.of("a", "b", "c", "d", "e");

    private Parking() {}

    static Graphs graphs(Waiting waiting) {
        Graphs.Tuning tuning = new Graphs.Tuning();
        tuning.waiting = waiting;
        tuning.auditRate = 1;
        return new Graphs(tuning);
    }

    static ScoringRequest request(String requestId, Long deadlineMs) {
        return naming("six", requestId, deadlineMs);
    }

    static ScoringRequest naming(String set, String requestId, Long deadlineMs) {
        return new ScoringRequest(
                requestId, "u1", "home", List.of(), set, 3, List.of("b"), deadlineMs, Graphs.NOW, Map.of());
    }

    static Recommendation only(Graphs graphs) {
        assertThat(graphs.recommendations()).hasSize(1);
        return graphs.recommendations().get(0);
    }

    /** Ids of the refused requests. */
    static List<String> refused(Graphs graphs) {
        return graphs.deadLetters().stream()
                .map(letter -> requestId(graphs, letter))
                .toList();
    }

    private static String requestId(Graphs graphs, DeadLetter letter) {
        return ((Decoded.Value<ScoringRequest>) graphs.codecs
                        .scoringRequests("scoring-requests")
                        .decode(letter.value().bytes()))
                .value()
                .requestId();
    }

    static void assertParked(Graphs graphs, int count) {
        assertThat(graphs.metrics.scrape()).contains("bandit_parked_requests " + count + ".0\n");
    }

    static void assertWaited(Graphs graphs, int released, int expired, int shed) {
        assertThat(graphs.metrics.scrape())
                .contains(
                        "bandit_requests_waited_total{fate=\"released\"} " + released + ".0",
                        "bandit_requests_waited_total{fate=\"expired\"} " + expired + ".0",
                        "bandit_requests_waited_total{fate=\"shed\"} " + shed + ".0");
    }
}
