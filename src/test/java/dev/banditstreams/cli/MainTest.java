package dev.banditstreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.config.SettingsDoc;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldAskForACommand() {
        assertThat(bandit()).isEqualTo(2);
        assertThat(err.toString()).contains("bandit: a command is missing").contains("Try 'bandit --help'.");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void shouldSuggestTheCommandThatWasMeant() {
        assertThat(bandit("runn")).isEqualTo(2);
        assertThat(err.toString()).contains("runn").contains("Did you mean");
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "replay --help",
                "topics --help",
                "run --help",
                "ask --help",
                "reward --help",
                "evaluate --help",
                "topology --help",
                "simulate --help",
                "bench --help",
                "chaos --help"
            })
    void shouldExplainEveryCommand(String line) {
        assertThat(bandit(line.split(" "))).isZero();
        assertThat(out.toString()).contains("Usage: bandit").contains("--help");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void shouldTellItsVersion() {
        assertThat(bandit("--version")).isZero();
        assertThat(out.toString()).startsWith("bandit ");
    }

    @Test
    void shouldRefuseUnknownOptions() {
        assertThat(bandit("run", "--nonsense")).isEqualTo(2);
        assertThat(err.toString())
                .contains("bandit run: ")
                .contains("--nonsense")
                .contains("Try 'bandit run --help'.");
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run",
                "run --config f --describe-settings",
                "run --config f --role both",
                "run --config f --set novalue",
                "topics",
                "topics --create --check",
                "topics --create --partitions 0",
                "topics --create --partitions many",
                "ask --user u",
                "ask --items a",
                "ask --user u --items a --set s",
                "ask --user u --items a --k x",
                "ask --user u --items a --timeout 0",
                "reward --user u --request r --item a",
                "reward --user u --request r --item a --type click --event-time noon",
                "reward --user u --request r --item a --type click --value 2",
                "topology --role none",
                "bench --ids both",
                "bench --candidates 0 --reward-rate 2",
                "bench --set bandit.threads.score=none",
                "chaos --minutes 0",
                "chaos --rate many",
                "chaos --faults kill,trip",
                "chaos --keep .",
            })
    void shouldCallWrongUsageWrong(String line) {
        assertThat(bandit(line.split(" "))).isEqualTo(2);
        assertThat(err.toString().lines())
                .hasSizeBetween(2, 3)
                .last()
                .asString()
                .startsWith("Try 'bandit ");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void shouldTakeRolesInTheirOwnSpelling() {
        assertThat(bandit("topology", "--role", "learn")).isZero();
        assertThat(out.toString()).startsWith("learn\n").contains("rewards").doesNotContain("scoring-requests");
    }

    @Test
    void shouldPrintBothGraphs() {
        assertThat(bandit("topology")).isZero();
        assertThat(out.toString()).contains("learn\nTopologies:", "score\nTopologies:", "scoring-requests");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void shouldReportAllErrorsOfTheSettings(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("s.properties"), "bandit.http.port=x\nbandit.nonsense=1\n");

        assertThat(bandit("run", "--config", file.toString())).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("bandit run: 4 errors in the settings:")
                .contains("bandit.http.port = x", "bandit.nonsense", "bootstrap.servers", "schema.registry.url")
                .doesNotContain("\tat ");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void shouldShowAStackTraceOnlyWhenAsked() {
        assertThat(bandit("run", "--verbose", "--config", "nowhere")).isEqualTo(1);
        assertThat(err.toString()).contains("there is no file nowhere").contains("\tat ");
    }

    @Test
    void shouldSayThatNoBrokerAnswers(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("s.properties"), "bandit.startup.timeout.ms=1000\n");

        assertThat(bandit("topics", "--check", "--config", file.toString(), "--bootstrap-servers", "localhost:1"))
                .isEqualTo(1);
        assertThat(err.toString()).startsWith("bandit topics: no broker at localhost:1 answered in time");
    }

    @Test
    void shouldSayThatNoBrokerTakesARequest() {
        assertThat(bandit("ask", "--bootstrap-servers", "localhost:1", "--user", "u", "--items", "a", "--timeout", "1"))
                .isEqualTo(1);
        assertThat(err.toString()).startsWith("bandit ask: no broker at localhost:1 answered within 1 s");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void shouldPrintTheDocumentationOfTheSettings() {
        assertThat(bandit("run", "--describe-settings")).isZero();
        assertThat(out.toString()).isEqualTo(SettingsDoc.markdown());
    }

    private int bandit(String... args) {
        return Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }
}
