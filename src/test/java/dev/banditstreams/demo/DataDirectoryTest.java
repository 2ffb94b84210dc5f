package dev.banditstreams.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

    @Test
    void shouldRemoveATemporaryDirectoryWithEverythingInIt() throws IOException {
        Path inside;
        try (DataDirectory data = DataDirectory.open(null)) {
            inside = Files.createDirectories(data.resolve("kafka/topic-0"));
            Files.writeString(inside.resolve("segment"), "records");
        }
        assertThat(inside.getParent().getParent()).doesNotExist();
    }

    @Test
    void shouldKeepADirectoryThatWasNamed(@TempDir Path parent) throws IOException {
        Path kept = parent.resolve("a/b");
        try (DataDirectory data = DataDirectory.open(kept)) {
            Files.createDirectories(data.resolve("kafka"));
        }
        assertThat(kept.resolve("kafka")).isDirectory();
    }
}
