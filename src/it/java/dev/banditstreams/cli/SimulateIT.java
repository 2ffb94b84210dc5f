package dev.banditstreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** {@code ./bandit simulate --broker}: a broker, a registry and the service, in real time. */
class SimulateIT {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /**
     * Of two clear arms the good one has the last 30 places of each run, half a second of them: its rewards have come
     * long before. A right program fails this where the service is seconds behind at the end.
     */
    @Test
    void shouldLearnFromRewardsThatComeLate() throws Exception {
        int exitCode = Main.execute(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                "simulate",
                "--broker",
                "--arms",
                ".02,.98",
                "--steps",
                "300",
                "--runs",
                "4",
                "--rate",
                "200",
                "--delay",
                "300ms",
                "--json");

        assertThat(exitCode).as(err.toString()).isZero();
        JsonNode json = new ObjectMapper().readTree(out.toString());
        JsonNode policy = json.get("policies").get(0);
        assertThat(json.get("delayMillis").asLong()).isEqualTo(300);
        assertThat(json.get("stepMillis").asDouble()).isEqualTo(20);
        assertThat(policy.get("points")).hasSize(200);
        assertThat(policy.get("bestShareInWindow").asDouble()).isGreaterThan(0.75);
        // Nothing was known of the first choices: it gave up something, and not all.
        assertThat(policy.get("regret").asDouble()).isBetween(0.5, 0.5 * 300 * 0.96);
        assertThat(err.toString()).contains("a request of each run every 20.0 ms, its rewards 300 ms after its answer");
    }
}
