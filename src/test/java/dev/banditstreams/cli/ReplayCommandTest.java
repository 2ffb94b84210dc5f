package dev.banditstreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayCommandTest {

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "replay",
                "replay --path d --mode both",
                "replay --path d --format csv",
                "replay --path d --batch 0",
                "replay --path d --timeout 0",
                "replay --path d --seed x",
            })
    void shouldCallWrongUsageWrong(String line) {
        assertThat(bandit(line)).isEqualTo(2);
        assertThat(err.toString()).contains("Try 'bandit replay --help'.");
        assertThat(out.toString()).isEmpty();
    }

    /** Before anything is started or sent. */
    @Test
    void shouldSayWhereALogIsWrong() throws IOException {
        Path log = directory.resolve("men.csv");
        Files.writeString(directory.resolve("item_context.csv"), ",item_id\n0,a\n");
        Files.writeString(log, ",item_id,position\n0,a,1\n");
        assertThat(bandit("replay --json --path " + directory)).isEqualTo(1);
        assertThat(err.toString()).isEqualTo("bandit replay: " + log + ", line 1: there is no column timestamp\n");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void shouldSayThatThereIsNoLog() {
        assertThat(bandit("replay --path " + directory + "/none")).isEqualTo(1);
        assertThat(err.toString()).isEqualTo("bandit replay: there is no directory " + directory + "/none\n");
    }

    private int bandit(String line) {
        return Main.execute(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                Stream.of(line.split(" ", -1)).toArray(String[]::new));
    }
}
