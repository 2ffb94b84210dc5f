package dev.banditstreams.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * A properties file in UTF-8, in its own order.
 *
 * @param twice keys that the file has more than once
 */
record PropertiesFile(Map<String, String> values, List<String> twice) {

    /** @throws SettingsException if there is no such file or it can't be read */
    static PropertiesFile read(Path file) {
        Recording recording = new Recording();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            recording.load(reader);
        } catch (NoSuchFileException e) {
            throw new SettingsException(List.of("there is no file " + file));
        } catch (IOException | IllegalArgumentException e) {
            throw new SettingsException(List.of("file " + file + " can't be read: " + e.getMessage()));
        }
        return new PropertiesFile(recording.values, recording.twice);
    }

    /** {@link Properties} keeps the last of two equal keys and says nothing. */
    private static final class Recording extends Properties {

        private static final long serialVersionUID = 1L;

        private final transient Map<String, String> values = new LinkedHashMap<>();
        private final transient List<String> twice = new ArrayList<>();

        @Override
        public synchronized Object put(Object key, Object value) {
            if (values.put((String) key, (String) value) != null) {
                twice.add((String) key);
            }
            return value;
        }
    }
}
