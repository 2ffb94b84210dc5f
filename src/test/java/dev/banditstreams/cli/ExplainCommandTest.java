package dev.banditstreams.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.banditstreams.evaluation.Explanation;
import dev.banditstreams.evaluation.Explanation.Asked;
import dev.banditstreams.evaluation.Served;
import dev.banditstreams.model.SourcePosition;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What needs no broker; {@code ServiceIT} has the rest. */
class ExplainCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "explain",
                "explain r-1 r-2",
                "explain --json",
                "explain r-1 --since yesterday",
                "explain r-1 --left-out -1",
                "explain r-1 --timeout 0",
                "explain |",
            })
    void shouldCallWrongUsageWrong(String line) {
        String[] args = Stream.of(line.split(" ", -1))
                .map(arg -> arg.equals("|") ? " " : arg)
                .toArray(String[]::new);
        assertThat(bandit(args)).isEqualTo(2);
        assertThat(err.toString()).contains("Try 'bandit explain --help'.");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void shouldSayThatThereIsNoBroker() {
        assertThat(bandit("explain", "r-1", "--bootstrap-servers", "127.0.0.1:1", "--timeout", "1"))
                .isEqualTo(1);
        assertThat(err.toString())
                .isEqualTo("bandit explain: no broker at 127.0.0.1:1 answered within 1 s; give another address with"
                        + " --bootstrap-servers\n");
    }

    @Test
    void shouldPrintEverythingAsData() throws Exception {
        Served served = new Served().arm("a", 1, 2).arm("b", 2, 1).arm("c", 0, 3);
        served.audited = true;
        JsonNode json = new ObjectMapper()
                .readTree(Json.line(new ExplainCommand.Explained(
                        new SourcePosition("recommendations", 1, 5),
                        Explanation.of(served.top(1), new Asked(5, Set.of("gone"))))));

        assertThat(json.get("answer").get("offset").asLong()).isEqualTo(5);
        assertThat(json.get("requestId").asText()).isEqualTo("r-1");
        assertThat(json.get("basis").asText()).isEqualTo("DRAW");
        assertThat(json.get("recomputation").get("reproduced").asBoolean()).isTrue();
        JsonNode item = json.get("items").get(0);
        assertThat(item.get("posterior").get("low").asDouble())
                .isLessThan(item.get("posterior").get("high").asDouble());
        assertThat(item.get("prior").get("strength").asDouble()).isEqualTo(10);
        assertThat(item.get("standing").get("byPolicy").asInt()).isEqualTo(1);
        assertThat(item.get("inSlate").asDouble()).isBetween(0.0, 1.0);
        assertThat(json.get("audit").get("leftOut")).hasSize(2);
        assertThat(json.get("audit").get("notEligible").get(0).asText()).isEqualTo("gone");
    }

    @Test
    void shouldFindAnIdAmongBytes() {
        assertThat(RequestTrail.contains("\0\1xr-12y".getBytes(UTF_8), "r-1".getBytes(UTF_8)))
                .isTrue();
        assertThat(RequestTrail.contains("rr-1".getBytes(UTF_8), "r-1".getBytes(UTF_8)))
                .isTrue();
        assertThat(RequestTrail.contains("xr-".getBytes(UTF_8), "r-1".getBytes(UTF_8)))
                .isFalse();
        assertThat(RequestTrail.contains(new byte[0], "r-1".getBytes(UTF_8))).isFalse();
    }

    private int bandit(String... args) {
        return Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }
}
