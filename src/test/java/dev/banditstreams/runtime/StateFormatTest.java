package dev.banditstreams.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFormatTest {

    @TempDir
    private Path directory;

    private Path file() {
        return directory.resolve("state").resolve("bandit-streams-format");
    }

    private void claim() {
        StateFormat.claim(directory.resolve("state"));
    }

    @Test
    void shouldMarkADirectoryAndTakeItAgain() throws IOException {
        claim();
        claim();
        assertThat(file()).hasContent(Integer.toString(StateFormat.CURRENT));
        Files.writeString(file(), "1\n");
        claim();
        assertThat(file()).hasContent(Integer.toString(StateFormat.CURRENT));
    }

    @Test
    void shouldRefuseWhatANewerVersionWrote() throws IOException {
        claim();
        Files.writeString(file(), "4\n");
        assertThatThrownBy(this::claim)
                .isInstanceOf(StartUpException.class)
                .hasMessageContaining("written by a newer version (format 4, this one writes 3)")
                .hasMessageContaining("another bandit.state.dir");
        assertThat(file()).hasContent("4");
    }

    @Test
    void shouldSayWhatIsWrongWithADirectory() throws IOException {
        claim();
        Files.writeString(file(), "what?");
        assertThatThrownBy(this::claim).isInstanceOf(StartUpException.class).hasMessageContaining("has no number");
        Files.writeString(directory.resolve("taken"), "");
        assertThatThrownBy(() -> StateFormat.claim(directory.resolve("taken")))
                .isInstanceOf(StartUpException.class)
                .hasMessageContaining("can't be used");
    }
}
