package dev.banditstreams.demo;

import dev.banditstreams.demo.RegisteredSubject.Version;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a registry holds, in memory, with the rules of Confluent's. Throws {@link RegistryError}.
 *
 * <p>Safe for use by many threads.
 */
final class RegistryContent {

    private static final String LATEST = "latest";

    private final Map<String, RegisteredSubject> subjects = new TreeMap<>();
    private final List<String> schemas = new ArrayList<>();
    private final Map<String, CompatibilityLevel> levels = new HashMap<>();
    private CompatibilityLevel level = CompatibilityLevel.BACKWARD;
    private boolean readOnly;

    synchronized List<String> subjects(boolean withDeleted) {
        return subjects.entrySet().stream()
                .filter(entry -> withDeleted || !entry.getValue().isHidden())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The id of the schema, which is the same in all subjects. */
    synchronized int register(String subject, String text) {
        Schema schema = parse(text);
        if (readOnly) {
            throw RegistryError.readOnly(subject);
        }
        RegisteredSubject held = subjects.computeIfAbsent(subject, RegisteredSubject::new);
        int known = schemas.indexOf(schema.toString()) + 1;
        return held.holding(known, false).map(Version::id).orElseGet(() -> {
            List<String> objections = level(subject)
                    .objections(
                            schema,
                            held.versions(false).stream().map(Version::schema).toList());
            if (!objections.isEmpty()) {
                throw RegistryError.incompatible(subject, String.join("; ", objections));
            }
            int id = id(schema);
            held.add(id, schema);
            return id;
        });
    }

    private int id(Schema schema) {
        String text = schema.toString();
        if (!schemas.contains(text)) {
            schemas.add(text);
        }
        return schemas.indexOf(text) + 1;
    }

    synchronized Version lookUp(String subject, String text, boolean withDeleted) {
        RegisteredSubject held = subject(subject, withDeleted);
        int known = schemas.indexOf(parse(text).toString()) + 1;
        return held.holding(known, withDeleted).orElseThrow(() -> RegistryError.noSchema(""));
    }

    synchronized List<Version> versions(String subject, boolean withDeleted) {
        return subject(subject, withDeleted).versions(withDeleted);
    }

    synchronized Version version(String subject, String number, boolean withDeleted) {
        OptionalInt wanted = number(number);
        return subject(subject, withDeleted)
                .version(wanted, withDeleted)
                .orElseThrow(() -> RegistryError.noVersion(number));
    }

    synchronized List<Integer> deleteSubject(String subject, boolean permanent) {
        RegisteredSubject held = subjects.get(subject);
        if (held == null || held.isEmpty()) {
            throw RegistryError.noSubject(subject);
        }
        if (permanent && !held.isHidden()) {
            throw RegistryError.subjectNotDeleted(subject);
        }
        if (!permanent && held.isHidden()) {
            throw RegistryError.subjectDeleted(subject);
        }
        List<Version> gone = held.versions(permanent);
        gone.forEach(permanent ? held::forget : held::hide);
        levels.remove(subject);
        if (held.isEmpty()) {
            subjects.remove(subject);
        }
        return gone.stream().map(Version::number).toList();
    }

    synchronized int deleteVersion(String subject, String number, boolean permanent) {
        Version version = version(subject, number, permanent);
        RegisteredSubject held = subject(subject, permanent);
        if (permanent) {
            held.forget(version);
        } else {
            held.hide(version);
        }
        return version.number();
    }

    synchronized String schema(String id) {
        int number = integer(id).orElseThrow(RegistryError::noSuchPath);
        if (number < 1 || number > schemas.size()) {
            throw RegistryError.noSchema(id);
        }
        return schemas.get(number - 1);
    }

    /** The versions of all subjects that hold the schema. */
    synchronized List<Version> usesOf(String id) {
        schema(id);
        return subjects.values().stream()
                .flatMap(subject -> subject.versions(false).stream())
                .filter(version -> String.valueOf(version.id()).equals(id))
                .toList();
    }

    /**
     * What is incompatible with a version, or with those that the subject's level names.
     *
     * @param number null: by the level
     */
    synchronized List<String> objections(String subject, @Nullable String number, String text) {
        Schema schema = parse(text);
        if (subjects(false).contains(subject)
                || (number != null && number(number).isPresent())) {
            List<Schema> held = number == null
                    ? versions(subject, false).stream().map(Version::schema).toList()
                    : List.of(version(subject, number, false).schema());
            return level(subject).objections(schema, held);
        }
        return List.of(); // with nothing, everything is compatible
    }

    synchronized CompatibilityLevel level() {
        return level;
    }

    synchronized void level(CompatibilityLevel level) {
        this.level = level;
    }

    synchronized CompatibilityLevel levelOf(String subject, boolean orGlobal) {
        CompatibilityLevel own = levels.get(subject);
        if (own == null && !orGlobal) {
            throw RegistryError.noLevel(subject);
        }
        return own == null ? level : own;
    }

    private CompatibilityLevel level(String subject) {
        return levelOf(subject, true);
    }

    synchronized void level(String subject, CompatibilityLevel level) {
        levels.put(subject, level);
    }

    synchronized CompatibilityLevel deleteLevel(String subject) {
        CompatibilityLevel was = levels.remove(subject);
        if (was == null) {
            throw RegistryError.noSubject(subject);
        }
        return was;
    }

    synchronized String mode() {
        return readOnly ? "READONLY" : "READWRITE";
    }

    synchronized void mode(String mode) {
        readOnly = switch (mode) {
            case "READONLY" -> true;
            case "READWRITE" -> false;
            default -> throw RegistryError.invalidMode();
        };
    }

    private RegisteredSubject subject(String name, boolean withDeleted) {
        RegisteredSubject subject = subjects.get(name);
        if (subject == null || subject.isEmpty() || (subject.isHidden() && !withDeleted)) {
            throw RegistryError.noSubject(name);
        }
        return subject;
    }

    private static Schema parse(String text) {
        try {
            return new Schema.Parser().parse(text);
        } catch (RuntimeException e) {
            throw RegistryError.invalidSchema(String.valueOf(e.getMessage()));
        }
    }

    private static OptionalInt number(String version) {
        if (version.equals(LATEST) || version.equals("-1")) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(
                integer(version).filter(number -> number > 0).orElseThrow(() -> RegistryError.invalidVersion(version)));
    }

    private static Optional<Integer> integer(String text) {
        try {
            return Optional.of(Integer.parseInt(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
