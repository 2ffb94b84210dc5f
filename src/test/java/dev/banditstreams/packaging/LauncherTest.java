package dev.banditstreams.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.config.ThisJvm;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When {@code ./bandit} builds and what it starts, with a Maven and a Java that only say that they were called. */
class LauncherTest {

    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    @TempDir
    Path dir;

    private Path home;
    private Path bandit;
    private Path tools;

    @BeforeEach
    void checkOut() throws IOException {
        home = Files.createDirectories(dir.resolve("a checkout"));
        bandit = home.resolve("bandit");
        Files.copy(Path.of("bandit"), bandit, StandardCopyOption.COPY_ATTRIBUTES);
        for (String source : List.of("src/main/java/A.java", "src/main/java/B.java", "schemas/A.avsc", "pom.xml")) {
            Path file = home.resolve(source);
            Files.createDirectories(file.getParent());
            age(Files.createFile(file));
        }
        for (String directory : List.of("src/main/java", "src/main", "schemas")) {
            age(home.resolve(directory));
        }
        tools = Files.createDirectories(dir.resolve("tools"));
        tool("mvn", "echo \"$@\" >>\"$PWD/target/builds\"; touch target/bandit-streams.jar; echo made by Maven");
        tool(
                "java",
                "if [ \"$1\" = -version ]; then echo 'openjdk version \"17.0.15\" 2025-04-15' >&2; exit; fi",
                "echo \"pid $$ ${BANDIT_JAVA_OPTS-unset}\"",
                "for argument; do echo \"<$argument>\"; done");
    }

    @Test
    void shouldBuildWhatIsMissingAndSayItOnStderr() throws Exception {
        Run run = run(Map.of(), "demo", "--seconds", "two words");

        assertThat(run.exit).isZero();
        assertThat(run.err).contains("bandit: building").contains("made by Maven");
        assertThat(run.out)
                .startsWith("pid " + run.pid + " unset")
                .endsWith("<dev.banditstreams.cli.Main>\n<demo>\n<--seconds>\n<two words>\n")
                .contains("<-cp>\n<" + home.toRealPath() + "/target/bandit-streams.jar:");
        assertThat(builds()).singleElement().asString().contains("package", "-Dquick");
    }

    @Test
    void shouldNotBuildWhatIsUpToDate() throws Exception {
        run(Map.of());
        Run again = run(Map.of());

        assertThat(again.err).isEmpty();
        assertThat(builds()).hasSize(1);
    }

    @Test
    void shouldBuildAgainWhenASourceIsNewer() throws Exception {
        run(Map.of());
        for (String source : List.of("src/main/java/A.java", "schemas/A.avsc", "pom.xml")) {
            age(home.resolve("target/bandit-streams.jar"));
            Files.setLastModifiedTime(home.resolve(source), FileTime.from(Instant.now()));
            run(Map.of());
            age(home.resolve(source));
        }
        assertThat(builds()).hasSize(4);
    }

    @Test
    void shouldBuildAgainWhenASourceIsGone() throws Exception {
        run(Map.of());
        age(home.resolve("target/bandit-streams.jar"));
        Files.delete(home.resolve("src/main/java/B.java"));
        run(Map.of());

        assertThat(builds()).hasSize(2);
    }

    @Test
    void shouldBuildOnceForTwoAtATime() throws Exception {
        tool("mvn", "read -r go <\"$PWD/../go\"; echo built >>target/builds; touch target/bandit-streams.jar");
        assertThat(new ProcessBuilder("mkfifo", dir.resolve("go").toString())
                        .start()
                        .waitFor())
                .isZero();
        Process first = start(Map.of(), bandit);
        Process second = start(Map.of(), bandit);
        // Opens once a build reads, which the other one waits for.
        Files.writeString(dir.resolve("go"), "go\n");

        assertThat(first.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(second.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(first.exitValue() + second.exitValue()).isZero();
        assertThat(builds()).hasSize(1);
    }

    @Test
    void shouldBeFoundThroughSymbolicLinks() throws Exception {
        Path absolute = Files.createSymbolicLink(dir.resolve("absolute"), bandit);
        Path elsewhere = Files.createDirectories(dir.resolve("elsewhere"));
        Path relative = Files.createSymbolicLink(elsewhere.resolve("relative"), Path.of("../absolute"));

        assertThat(run(Map.of(), absolute).out).contains(home.toRealPath() + "/target/bandit-streams.jar");
        assertThat(run(Map.of(), relative).out).contains(home.toRealPath() + "/target/bandit-streams.jar");
    }

    @Test
    void shouldHandTheJvmsOptionsOverAndKeepThemFromTheService() throws Exception {
        assertThat(run(Map.of("BANDIT_JAVA_OPTS", "-Xmx1g -Da=b")).out)
                .startsWith("pid")
                .contains(" unset\n", "<-Xmx1g>\n<-Da=b>\n")
                .doesNotContain("UseParallelGC");
        assertThat(run(Map.of()).out).contains("<-XX:+UseParallelGC>");
    }

    @Test
    void shouldCompileThoroughlyOnlyWhatRunsForLong() throws Exception {
        assertThat(run(Map.of(), bandit, "demo", "--seconds", "5").out).contains("<-XX:TieredStopAtLevel=1>");
        assertThat(run(Map.of(), bandit, "run", "--config", "demo").out).doesNotContain("Tiered");
        // What it measures are processes of its own, with options of their own.
        assertThat(run(Map.of(), bandit, "bench").out).contains("<-XX:TieredStopAtLevel=1>");
        assertThat(run(Map.of("BANDIT_JAVA_OPTS", ""), bandit, "demo").out).doesNotContain("-XX:");
    }

    @Test
    void shouldHaveTheHeapInHugePagesWhereTheKernelGivesThem() throws Exception {
        String option = "<-XX:+UseTransparentHugePages>";
        assertThat(run(Map.of(), bandit, "run", "--config", "demo").out.contains(option))
                .isEqualTo(!ThisJvm.hugePages().isEmpty());
        assertThat(run(Map.of(), bandit, "demo").out).doesNotContain(option);
    }

    @Test
    void shouldGiveOptionsOnlyToTheJvmsThatKnowThem() throws Exception {
        assertThat(run(Map.of()).out).doesNotContain("unsafe");

        tool("java", "[ \"$1\" = -version ] && echo 'openjdk version \"25\" 2025-09-16' >&2 || echo \"$@\"");
        assertThat(run(Map.of()).out).contains("--sun-misc-unsafe-memory-access=allow");
    }

    @Test
    void shouldSayThatTheBuildFailed() throws Exception {
        tool("mvn", "echo wrong; exit 3");
        Run run = run(Map.of());

        assertThat(run.exit).isEqualTo(1);
        assertThat(run.out).isEmpty();
        assertThat(run.err).contains("wrong").endsWith("bandit: the build failed, see above\n");
    }

    @Test
    void shouldSayWhatIsNotInstalled() throws Exception {
        tool("java", "echo 'openjdk version \"11.0.2\" 2019-01-15' >&2");
        assertThat(run(Map.of()).err).contains("is Java 11, 17 or newer is needed");

        Files.delete(tools.resolve("java"));
        assertThat(run(Map.of("PATH", onlyCoreTools())).err).contains("bandit: no java found: install JDK 17");

        checkOutTools();
        Files.delete(tools.resolve("mvn"));
        assertThat(run(Map.of("PATH", onlyCoreTools())).err).contains("bandit: no mvn found: install Maven 3.8");
    }

    private void checkOutTools() throws IOException {
        tool("java", "echo 'openjdk version \"25\" 2025-09-16' >&2");
    }

    /** The script's own tools without whatever Java and Maven this machine has. */
    private String onlyCoreTools() throws IOException {
        Path core = Files.createDirectories(dir.resolve("core"));
        for (String name : List.of("dirname", "readlink", "sed", "head", "find", "mkdir", "touch", "flock")) {
            for (String place : System.getenv("PATH").split(File.pathSeparator, -1)) {
                Path tool = Path.of(place, name);
                if (Files.isExecutable(tool)) {
                    tool(core, name, "exec " + tool + " \"$@\"");
                }
            }
        }
        return tools + File.pathSeparator + core;
    }

    private record Run(int exit, long pid, String out, String err) {}

    private Run run(Map<String, String> environment, String... arguments) throws Exception {
        return run(environment, bandit, arguments);
    }

    private Run run(Map<String, String> environment, Path script, String... arguments) throws Exception {
        Process process = start(environment, script, arguments);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Run(
                process.exitValue(),
                process.pid(),
                Files.readString(dir.resolve("out-" + script.getFileName())),
                Files.readString(dir.resolve("err-" + script.getFileName())));
    }

    private Process start(Map<String, String> environment, Path script, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(Path.of("/").toFile())
                .redirectOutput(dir.resolve("out-" + script.getFileName()).toFile())
                .redirectError(dir.resolve("err-" + script.getFileName()).toFile());
        builder.environment().remove("JAVA_HOME");
        builder.environment().remove("BANDIT_JAVA_OPTS");
        builder.environment().put("PATH", tools + File.pathSeparator + System.getenv("PATH"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    private List<String> builds() throws IOException {
        return Files.readAllLines(home.resolve("target/builds"));
    }

    private void tool(String name, String... lines) throws IOException {
        tool(tools, name, lines);
    }

    private static void tool(Path directory, String name, String... lines) throws IOException {
        Path tool = directory.resolve(name);
        Files.deleteIfExists(tool);
        Files.createFile(tool, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Files.write(tool, ("#!/bin/sh\n" + String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static void age(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(LONG_AGO));
    }
}
