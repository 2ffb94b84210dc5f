package dev.banditstreams.datasets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Data beside the project that is no part of it. Tests that need it are skipped, visibly, where it isn't there. */
public final class SharedData {

    private SharedData() {}

    /** The campaign {@code men} of the Open Bandit Dataset as the policy {@code random} or {@code bts} logged it. */
    public static Path openBanditDataset(String policy) {
        Optional<Path> found = Stream.of("../shared", "../../shared")
                .map(shared -> Path.of(shared, "data", "obd", policy, "men"))
                .filter(Files::isDirectory)
                .findFirst();
        Assumptions.assumeTrue(found.isPresent(), "skipped: ../shared/data/obd isn't there");
        return found.orElseThrow();
    }
}
