package dev.banditstreams.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Where the broker's and the service's data lie: a directory that is kept, or a temporary one that goes with the demo.
 */
public final class DataDirectory implements AutoCloseable {

    private static final int ATTEMPTS = 20;

    private final Path path;
    private final boolean kept;

    private DataDirectory(Path path, boolean kept) {
        this.path = path;
        this.kept = kept;
    }

    /**
     * Makes the directory.
     *
     * @param keep null: a temporary one
     */
    public static DataDirectory open(@Nullable Path keep) {
        try {
            return keep == null
                    ? new DataDirectory(Files.createTempDirectory("bandit-"), false)
                    : new DataDirectory(Files.createDirectories(keep), true);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    (keep == null ? "no temporary directory can be made: " : "directory " + keep + " can't be made: ")
                            + e.getMessage(),
                    e);
        }
    }

    public Path path() {
        return path;
    }

    public Path resolve(String name) {
        return path.resolve(name);
    }

    /** Removes a temporary directory with all that is in it, also while somebody still writes there. */
    @Override
    public void close() {
        if (!kept) {
            remove(path);
        }
    }

    /** Removes a directory with all that is in it, also while somebody still writes there. */
    public static void remove(Path directory) {
        for (int attempt = 1; Files.exists(directory); attempt++) {
            try {
                Files.walkFileTree(directory, new Removal());
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw new UncheckedIOException(
                            "directory " + directory + " can't be removed: " + e.getMessage(), e);
                }
            }
        }
    }

    private static final class Removal extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            // RocksDB and Kafka remove files of their own as they end.
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) throws IOException {
            if (failure != null) {
                throw failure;
            }
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
