package dev.banditstreams.demo;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;

/** Which of a subject's earlier schemas a new one is held against, and in which direction. */
enum CompatibilityLevel {
    NONE(false, false, false),
    BACKWARD(true, false, false),
    BACKWARD_TRANSITIVE(true, false, true),
    FORWARD(false, true, false),
    FORWARD_TRANSITIVE(false, true, true),
    FULL(true, true, false),
    FULL_TRANSITIVE(true, true, true);

    private final boolean newReadsOld;
    private final boolean oldReadsNew;
    private final boolean transitive;

    CompatibilityLevel(boolean newReadsOld, boolean oldReadsNew, boolean transitive) {
        this.newReadsOld = newReadsOld;
        this.oldReadsNew = oldReadsNew;
        this.transitive = transitive;
    }

    static Optional<CompatibilityLevel> named(String name) {
        return Arrays.stream(values())
                .filter(level -> level.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /**
     * What is incompatible.
     *
     * @param earlier oldest first
     */
    List<String> objections(Schema schema, List<Schema> earlier) {
        List<Schema> held = transitive || earlier.isEmpty() ? earlier : List.of(earlier.get(earlier.size() - 1));
        return held.stream()
                .flatMap(old -> Stream.concat(
                        newReadsOld ? between(schema, old) : Stream.empty(),
                        oldReadsNew ? between(old, schema) : Stream.empty()))
                .toList();
    }

    private static Stream<String> between(Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult()
                .getIncompatibilities()
                .stream()
                .map(CompatibilityLevel::described);
    }

    private static String described(Incompatibility incompatibility) {
        return incompatibility.getType() + " at " + incompatibility.getLocation() + ": " + incompatibility.getMessage();
    }
}
