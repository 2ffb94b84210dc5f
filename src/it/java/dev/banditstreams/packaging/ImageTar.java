package dev.banditstreams.packaging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * An image as {@code docker save} writes it.
 *
 * @param config the image's configuration ({@code User}, {@code Entrypoint}, ...)
 * @param files path in the image, without the leading slash; what it is there
 */
record ImageTar(JsonNode config, Map<String, TarArchiveEntry> files) {

    static ImageTar read(Path tar) throws IOException {
        Map<String, byte[]> parts = new TreeMap<>();
        try (var entries = entriesOf(Files.newInputStream(tar))) {
            for (TarArchiveEntry part = entries.getNextEntry(); part != null; part = entries.getNextEntry()) {
                parts.put(part.getName(), entries.readAllBytes());
            }
        }
        ObjectMapper json = new ObjectMapper();
        JsonNode manifest = json.readTree(parts.get("manifest.json")).get(0);
        Map<String, TarArchiveEntry> files = new TreeMap<>();
        for (JsonNode layer : manifest.get("Layers")) {
            byte[] packed = parts.get(layer.textValue());
            try (var entries = entriesOf(new GZIPInputStream(new ByteArrayInputStream(packed)))) {
                for (TarArchiveEntry file = entries.getNextEntry(); file != null; file = entries.getNextEntry()) {
                    files.put(file.getName(), file);
                }
            }
        }
        JsonNode config = json.readTree(parts.get(manifest.get("Config").textValue()));
        return new ImageTar(config.get("config"), files);
    }

    private static TarArchiveInputStream entriesOf(InputStream bytes) {
        return new TarArchiveInputStream(new BufferedInputStream(bytes));
    }
}
