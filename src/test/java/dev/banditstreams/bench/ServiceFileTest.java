package dev.banditstreams.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceFileTest {

    private static final Endpoints ENDPOINTS = new Endpoints("127.0.0.1:9", "http://127.0.0.1:8");

    @TempDir
    Path directory;

    @Test
    void shouldReadUsersFromTheStoreAndGiveNothingUp() throws IOException {
        UserStore.Address store = new UserStore.Address("127.0.0.1:7", 6);
        Properties written =
                read(new ServiceFile(Options.withMisses(0.1, 200), ENDPOINTS, store, directory).ofService());

        assertThat(written)
                .containsEntry("bandit.fallback", "vertex")
                .containsEntry("bandit.vertex.endpoint", "127.0.0.1:7")
                .containsEntry("bandit.vertex.user.view", "users")
                .containsEntry("bandit.vertex.item.view", "")
                .containsEntry("bandit.deadline.ms", "10200")
                .containsEntry("bandit.vertex.api", "legacy");
    }

    @Test
    void shouldLeaveTheFallbackAloneWithoutMisses() throws IOException {
        Properties written = read(new ServiceFile(Options.atRate(5), ENDPOINTS, null, directory).ofService());

        assertThat(written.stringPropertyNames())
                .noneMatch(key -> key.startsWith("bandit.fallback") || key.startsWith("bandit.vertex"))
                .doesNotContain("bandit.deadline.ms");
    }

    private static Properties read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return properties;
    }
}
