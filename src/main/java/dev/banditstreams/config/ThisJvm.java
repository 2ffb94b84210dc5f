package dev.banditstreams.config;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How this JVM was started, for a command that starts others like it. */
public final class ThisJvm {

    private static final int WARNS_OF_UNSAFE = 24;

    private static final Path HUGE_PAGES = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");

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

    /** The option that has the heap in huge pages, where the kernel gives them to those that ask. */
    public static List<String> hugePages() {
        try {
            return Files.readString(HUGE_PAGES, StandardCharsets.US_ASCII).contains("[never]")
                    ? List.of()
                    : List.of("-XX:+UseTransparentHugePages");
        } catch (IOException e) {
            return List.of(); // not Linux
        }
    }
}
