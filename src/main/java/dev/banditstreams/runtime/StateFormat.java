package dev.banditstreams.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the local stores' content looks like, as a number in a file of the state directory: grows with each change that
 * an earlier version can't read.
 */
final class StateFormat {

    /** 3: arms with decayed counts for each half-life. */
    static final int CURRENT = 3;

    private static final String FILE = "bandit-streams-format";

    private StateFormat() {}

    /**
     * Refuses a directory that a newer version wrote, and marks any other as this one's.
     *
     * @throws StartUpException if a newer version wrote it, or it can't be used
     */
    static void claim(Path directory) {
        Path file = directory.resolve(FILE);
        try {
            Files.createDirectories(directory);
            int found = Files.exists(file) ? parsed(Files.readString(file).strip(), file) : 0;
            if (found > CURRENT) {
                throw new StartUpException(
                        "the state directory " + directory + " was written by a newer version (format "
                                + found + ", this one writes " + CURRENT
                                + "): start that version or a later one, or give this one"
                                + " another bandit.state.dir, which is restored from Kafka");
            }
            if (found < CURRENT) {
                Files.writeString(file, CURRENT + "\n");
            }
        } catch (IOException e) {
            throw new StartUpException(
                    "the state directory " + directory + " can't be used (" + e.getMessage()
                            + "): choose one with bandit.state.dir",
                    e);
        }
    }

    private static int parsed(String text, Path file) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new StartUpException(
                    file + " has no number in it: remove the state directory, which is restored from Kafka", e);
        }
    }
}
