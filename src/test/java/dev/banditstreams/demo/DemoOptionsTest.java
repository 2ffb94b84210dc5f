package dev.banditstreams.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.simulation.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

    @Test
    void shouldCheckTheFeatureStoresPartBeforeAnythingStarts(@TempDir Path directory) throws IOException {
        Path good = Files.writeString(directory.resolve("good.txt"), "0 latency=fixed:5\n20 fault=hang share=0.5\n");
        Path bad = Files.writeString(directory.resolve("bad.txt"), "0\n5 fault=sleepy\n");
        Path binary = Files.write(directory.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe});
        Path absent = directory.resolve("absent.txt");

        assertThat(store(0, good)).isEmpty();
        assertThat(store(1, null)).isEmpty();
        assertThat(store(1.01, null)).containsExactly("--miss-rate 1.01: has to lie in 0 to 1");
        assertThat(store(Double.NaN, absent))
                .containsExactly(
                        "--miss-rate NaN: has to lie in 0 to 1",
                        "--vertex-script " + absent + ": there is no such file");
        assertThat(store(0, directory)).containsExactly("--vertex-script " + directory + ": it is not a file");
        assertThat(store(0, binary)).containsExactly("--vertex-script " + binary + ": it can't be read as text");
        assertThat(store(0, bad))
                .singleElement()
                .asString()
                .startsWith("--vertex-script " + bad + ", line 2: fault=sleepy: expected one of none, hang, ");
    }

    private static List<String> store(double missRate, @Nullable Path script) {
        return new DemoOptions(
                        SIZE,
                        50,
                        10,
                        1,
                        1,
                        42,
                        null,
                        0,
                        0,
                        new DemoOptions.FeatureStore(missRate, false, script),
                        Map.of())
                .problems();
    }

    private static DemoOptions options(int candidates, int k, int rate, int seconds, @Nullable Path keep) {
        return new DemoOptions(
                SIZE,
                candidates,
                k,
                rate,
                seconds,
                42,
                keep,
                0,
                0,
                new DemoOptions.FeatureStore(0, false, null),
                Map.of());
    }

    @Test
    void shouldRefuseSettingsThatTheServiceWouldRefuse() {
        Map<String, String> settings = Map.of("bandit.policy", "thomson", "bandit.pinned", "item-1=1");
        DemoOptions options = new DemoOptions(
                SIZE, 50, 10, 1, 1, 42, null, 0, 0, new DemoOptions.FeatureStore(0, false, null), settings);

        assertThat(options.problems())
                .singleElement()
                .asString()
                .startsWith("--set bandit.policy = thomson (override): expected a policy (bayes-ucb, ");
    }
}
