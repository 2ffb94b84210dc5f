package dev.banditstreams.packaging;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A value in a YAML file; what is not there is empty. */
record Yaml(@Nullable Object value) {

    static Yaml read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new Yaml(new Load(LoadSettings.builder()
                            .setLabel(file.toString())
                            .setAllowDuplicateKeys(false)
                            .build())
                    .loadFromInputStream(in));
        }
    }

    Yaml get(String key) {
        return new Yaml(value instanceof Map<?, ?> map ? map.get(key) : null);
    }

    boolean isPresent() {
        return value != null;
    }

    String text() {
        return Optional.ofNullable(value).map(Object::toString).orElse("");
    }

    Map<String, Yaml> map() {
        return value instanceof Map<?, ?> map
                ? map.entrySet().stream()
                        .collect(
                                Collectors.toMap(entry -> (String) entry.getKey(), entry -> new Yaml(entry.getValue())))
                : Map.of();
    }

    List<Yaml> list() {
        return value instanceof List<?> list ? list.stream().map(Yaml::new).toList() : List.of();
    }

    List<String> texts() {
        return list().stream().map(Yaml::text).toList();
    }
}
