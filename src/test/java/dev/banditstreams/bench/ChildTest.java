package dev.banditstreams.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With processes that are shell scripts. */
@Timeout(60)
class ChildTest {

    @TempDir
    Path directory;

    private final List<String> said = new ArrayList<>();
    private final List<Child> children = new ArrayList<>();

    @AfterEach
    void close() {
        children.forEach(Child::close);
    }

    @Test
    void shouldPassOnWhatIsSaidAndReturnTheResult() throws Exception {
        Child child = sh("echo 'say one'; echo noise; echo 'say two words'; echo 'done {\"a\":1}'; cat");

        assertThat(child.await()).isEqualTo("{\"a\":1}");
        assertThat(said).containsExactly("one", "two words");
    }

    @Test
    void shouldShowTheEndOfTheLogOfAPartThatEndsEarly() throws Exception {
        Child child = sh("seq 1 100 >&2; exit 3");

        assertThatThrownBy(child::await)
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("part ended with code 3")
                .hasMessageContaining("\n71\n")
                .hasMessageEndingWith("\n100")
                .hasMessageNotContaining("\n70\n");
    }

    @Test
    void shouldNotWaitInVain() throws Exception {
        Child broken = sh("echo gone >&2; exit 1");
        Child waiting = sh("cat");

        assertThatThrownBy(() -> waiting.await(broken))
                .isInstanceOf(BenchException.class)
                .hasMessageEndingWith("gone");
    }

    @Test
    void shouldEndPartsThatDoNotWantTo() throws Exception {
        Child stubborn = sh("trap '' TERM; echo 'done 1'; cat");
        stubborn.await();
        stubborn.close();

        assertThat(ProcessHandle.of(stubborn.pid()).filter(ProcessHandle::isAlive))
                .isEmpty();
    }

    @Test
    void shouldStartPartsAsItWasStarted() {
        JavaCommand java = new JavaCommand(Path.of("/jdk/bin/java"), List.of("-Da=b"), "x.jar:y.jar", List.of("Main"));

        List<String> command = java.of(512, List.of("-Dc=d"), "load", "{}");

        assertThat(command)
                .startsWith("/jdk/bin/java", "-Da=b", "-Dc=d")
                .endsWith("-cp", "x.jar:y.jar", "Main", "load", "{}");
        assertThat(command).contains("-Xmx512m", "-XX:+UseParallelGC");
        // What is measured is compiled as thoroughly as in production.
        assertThat(command).noneMatch(option -> option.contains("Tiered"));
        assertThat(IntStream.range(0, command.size()).filter(i -> command.get(i).equals("-cp")))
                .hasSize(1);
    }

    private Child sh(String script) {
        Child child = Child.start(
                "part",
                List.of("sh", "-c", script),
                directory.resolve(children.size() + ".log"),
                line -> said.add(line));
        children.add(child);
        return child;
    }
}
