package dev.banditstreams.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/**
 * The schemas with which earlier versions of the service wrote their state.
 *
 * <p>They are resources {@code schemas/former/<name>.<number>.avsc}, numbered from 1 without gaps. Whoever changes a
 * schema of state puts the one before there; see {@code SchemaCompatibilityTest}.
 */
final class FormerSchemas {

    private FormerSchemas() {}

    /** Oldest first; empty where the schema has never changed. */
    static List<Schema> of(String schema) {
        List<Schema> former = new ArrayList<>();
        while (true) {
            String name = "/schemas/former/" + schema + "." + (former.size() + 1) + ".avsc";
            try (InputStream resource = FormerSchemas.class.getResourceAsStream(name)) {
                if (resource == null) {
                    return former;
                }
                former.add(new Schema.Parser().parse(resource));
            } catch (IOException e) {
                throw new UncheckedIOException("can't read the resource " + name, e);
            }
        }
    }
}
