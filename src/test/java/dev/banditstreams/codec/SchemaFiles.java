package dev.banditstreams.codec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/** Schemas by their names: those of {@code schemas/}, and the copies that changes are held against. */
final class SchemaFiles {

    static final Path CONTRACT = Path.of("schemas");
    static final Path COPIES = Path.of("src/test/resources/schemas");

    private SchemaFiles() {}

    static Map<String, Schema> contract() {
        return in(CONTRACT);
    }

    static Map<String, Schema> copies() {
        return in(COPIES);
    }

    private static Map<String, Schema> in(Path directory) {
        Map<String, Schema> schemas = new TreeMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".avsc")).toList()) {
                schemas.put(
                        file.getFileName().toString().replace(".avsc", ""),
                        new Schema.Parser().parse(Files.readString(file)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return schemas;
    }
}
