package dev.banditstreams.config;

import java.io.File;
import java.nio.file.Path;
import java.util.List;

/** How this JVM was started, for a command that starts others like it. */
public final class ThisJvm {

    private static final int WARNS_OF_UNSAFE = 24;

    private ThisJvm() {}

    /** The {@code java} that runs this process. */
    public static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java" + (File.separatorChar == '\\' ? ".exe" : ""));
    }

    public static String classPath() {
        return System.getProperty("java.class.path");
    }

    /** Options without which newer JDKs warn about what Kafka and RocksDB do. */
    public static List<String> quietOptions() {
        return Runtime.version().feature() >= WARNS_OF_UNSAFE
                ? List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow")
                : List.of("--enable-native-access=ALL-UNNAMED");
    }
}
