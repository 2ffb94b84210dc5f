package dev.banditstreams.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.simulation.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoOptionsTest {

    private static final World.Size SIZE = new World.Size(100, 4, 50, 10);

    @Test
    void shouldAcceptWhatIsPossible(@TempDir Path empty) {
        assertThat(options(50, 10, 500, 60, null).problems()).isEmpty();
        assertThat(options(50, 50, 1, 1, empty).problems()).isEmpty();
        assertThat(options(50, 10, 500, 60, empty.resolve("new/one")).problems())
                .isEmpty();
    }

    @Test
    void shouldSayEverythingThatIsWrongAtOnce() {
        assertThat(options(51, 0, 0, 0, null).problems())
                .containsExactly(
                        "--k 0: has to lie in 1 to 5000",
                        "--rate 0: has to lie in 1 to 100000",
                        "--seconds 0: has to lie in 1 to 86400",
                        "--candidates 51: there are only 50 items; raise --items or name fewer candidates");
        assertThat(options(5, 6, 1, 1, null).problems())
                .containsExactly("--k 6: a request names only 5 candidates; lower --k or raise --candidates");
        assertThat(options(50, 10, 100_000, 1_000, null).problems())
                .singleElement()
                .asString()
                .contains("500,000,000 ranked items");
    }

    @Test
    void shouldRefuseADirectoryThatHoldsSomethingOrIsNone(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("notes.txt"), "mine");

        assertThat(options(50, 10, 1, 1, directory).problems())
                .containsExactly("--keep " + directory
                        + ": it is not empty; name an empty directory or one that isn't there yet");
        assertThat(options(50, 10, 1, 1, file).problems())
                .containsExactly("--keep " + file + ": it is not a directory");
        assertThat(options(50, 10, 1, 1, file.resolve("below")).problems())
                .containsExactly("--keep " + file.resolve("below") + ": it can't be made in " + file);
    }

    private static DemoOptions options(int candidates, int k, int rate, int seconds, @Nullable Path keep) {
        return new DemoOptions(SIZE, candidates, k, rate, seconds, 42, keep, 0, 0);
    }
}
