package dev.banditstreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class CheckCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldTestItselfWithoutABroker() throws Exception {
        assertThat(bandit("check", "--self-test", "--json")).as(err.toString()).isZero();
        assertThat(out.toString().lines()).hasSize(1);
        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertThat(json.get("broken").asInt())
                .isGreaterThan(40)
                .isEqualTo(json.get("caught").asInt());
        assertThat(json.get("cases")).hasSize(json.get("broken").asInt());
    }

    @Test
    void shouldPrintALineForEachBreach() {
        assertThat(bandit("check", "--self-test")).as(err.toString()).isZero();
        assertThat(out.toString())
                .contains("caught: a draw off by one bit, found broken: [5] (breaks 5)")
                .contains("caught: a request without an answer, found broken: [1] (breaks 1)")
                .doesNotContain("NOT");
    }

    @Test
    void shouldSayWhatIsWrongWithATime() {
        assertThat(bandit("check", "--from", "yesterday")).isEqualTo(2);
        assertThat(err.toString()).contains("--from is yesterday, expected a time as in");
        assertThat(bandit("check", "--from", "1", "--from-beginning")).isEqualTo(2);
    }

    private int bandit(String... args) {
        return Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }
}
