package dev.banditstreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.config.SettingsDoc;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
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
    @ValueSource(strings = {"--help", "run --help"})
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

    @Test
    void shouldPrintTheDocumentationOfTheSettings() {
        assertThat(bandit("run", "--describe-settings")).isZero();
        assertThat(out.toString()).isEqualTo(SettingsDoc.markdown());
    }

    private int bandit(String... args) {
        return Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }
}
