package dev.banditstreams.demo;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/** The versions of one subject. A deleted one is hidden until it is deleted for good. */
final class RegisteredSubject {

    private final String name;
    private final TreeMap<Integer, Version> versions = new TreeMap<>();
    private int last;

    RegisteredSubject(String name) {
        this.name = name;
    }

    record Version(String subject, int number, int id, Schema schema, boolean deleted) {

        String text() {
            return schema.toString();
        }

        Version asDeleted() {
            return new Version(subject, number, id, schema, true);
        }
    }

    /** Oldest first. */
    List<Version> versions(boolean withDeleted) {
        return all(withDeleted).toList();
    }

    private Stream<Version> all(boolean withDeleted) {
        return versions.values().stream().filter(version -> withDeleted || !version.deleted);
    }

    boolean isHidden() {
        return all(false).findAny().isEmpty();
    }

    boolean isEmpty() {
        return versions.isEmpty();
    }

    /** Schemas are the same if their texts are, documentation included. */
    Optional<Version> holding(int id, boolean withDeleted) {
        return all(withDeleted).filter(version -> version.id == id).reduce((older, newer) -> newer);
    }

    /** @param number empty: the latest */
    Optional<Version> version(OptionalInt number, boolean withDeleted) {
        return number.isEmpty()
                ? all(withDeleted).reduce((older, newer) -> newer)
                : all(withDeleted)
                        .filter(version -> version.number == number.getAsInt())
                        .findFirst();
    }

    void add(int id, Schema schema) {
        last++;
        versions.put(last, new Version(name, last, id, schema, false));
    }

    void hide(Version version) {
        versions.put(version.number, version.asDeleted());
    }

    void forget(Version version) {
        versions.remove(version.number);
    }
}
