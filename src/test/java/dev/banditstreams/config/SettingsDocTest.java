package dev.banditstreams.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SettingsDocTest {

    @Test
    void shouldBeInTheDocumentation() throws IOException {
        assertThat(Files.readString(Path.of("docs/configuration.md")))
                .as("docs/configuration.md is generated; bring it up to date with"
                        + " ./bandit run --describe-settings > docs/configuration.md")
                .isEqualTo(SettingsDoc.markdown());
    }
}
