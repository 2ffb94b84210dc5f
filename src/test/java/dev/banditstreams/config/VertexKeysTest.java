package dev.banditstreams.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VertexKeysTest {

    private static final Map<String, String> ENOUGH = Map.of(
            "bandit.vertex.project", "p",
            "bandit.vertex.location", "europe-west1",
            "bandit.vertex.store", "s",
            "bandit.vertex.user.view", "users");

    @Test
    void shouldNeedToKnowWhatToRead() {
        assertThat(objections(Map.of())).hasSize(4).anyMatch(one -> one.startsWith("bandit.vertex.project is missing"));
        assertThat(objections(ENOUGH)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:1", "127.0.0.1:8080", "[::1]:8080", "127.9.9.9"})
    void shouldAllowPlaintextOnThisMachine(String endpoint) {
        assertThat(objections(plaintext(endpoint))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "store:8080", "127.0.0.1.example:8080", "10.0.0.1:8080"})
    void shouldNotAllowPlaintextElsewhere(String endpoint) {
        assertThat(objections(plaintext(endpoint)))
                .singleElement()
                .asString()
                .contains("bandit.vertex.plaintext", "loopback");
    }

    private static Map<String, String> plaintext(String endpoint) {
        Map<String, String> given = new HashMap<>(ENOUGH);
        given.put("bandit.vertex.plaintext", "true");
        given.put("bandit.vertex.endpoint", endpoint);
        return given;
    }

    private static List<String> objections(Map<String, String> given) {
        Map<Setting<?>, Object> values = new HashMap<>();
        VertexKeys.SECTION
                .settings()
                .forEach(setting -> values.put(
                        setting,
                        setting.read(given.getOrDefault(setting.key(), setting.defaultText()))
                                .orElseThrow()));
        return VertexKeys.objections(values::get);
    }
}
