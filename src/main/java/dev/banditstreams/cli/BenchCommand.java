package dev.banditstreams.cli;

import dev.banditstreams.bench.Bench;
import dev.banditstreams.bench.BenchOptions;
import dev.banditstreams.bench.JavaCommand;
import dev.banditstreams.bench.Report;
import dev.banditstreams.bench.ReportText;
import dev.banditstreams.config.Keys;
import dev.banditstreams.config.Settings;
import dev.banditstreams.config.SettingsException;
import dev.banditstreams.config.ThisJvm;
import dev.banditstreams.demo.DataDirectory;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code ./bandit bench}. */
@Command(
        name = "bench",
        description = {
            "Measures the service end to end on this machine: broker, service and load generator as three processes,"
                    + " exactly once, four partitions.",
            "Without --rate: as many requests as are answered, and then the transport ceiling, which is the same requests"
                    + " through a graph that decodes nothing. What may be quoted is the ratio of the two.",
            "With --rate: latency at that rate, from when a request was due.",
            "With --miss-rate or --miss-millis: what requests of users that only a feature store knows, a fake one, cost"
                    + " the others; slices with and without them take turns. Then there is no ceiling."
        },
        footer = {"", "Method: docs/benchmarks.md. Ctrl-C ends it; nothing is left on disk."})
final class BenchCommand implements Callable<Integer> {

    private static final double REWARD_RATE_WITH_WINDOWS = 0.05;

    @CommandLine.Spec
    private CommandSpec spec;

    @Option(
            names = "--candidates",
            paramLabel = "N",
            defaultValue = "400",
            description = "Items of each request (${DEFAULT-VALUE}).")
    private int candidates;

    @Option(
            names = "--items",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "Items that the service knows (${DEFAULT-VALUE}).")
    private int items;

    @Option(
            names = "--ids",
            paramLabel = "KIND",
            defaultValue = "string",
            description = "Whether a request lists its items or names a candidate set: ${COMPLETION-CANDIDATES}"
                    + " (${DEFAULT-VALUE}).")
    private BenchOptions.Ids ids;

    @Option(
            names = "--reward-rate",
            paramLabel = "X",
            description =
                    "Share of the requests that get a reward (0; with --window 0.05, for only rewards close windows).")
    private @Nullable Double rewardRate;

    @Option(
            names = "--window",
            paramLabel = "TIME",
            converter = Milliseconds.class,
            description =
                    "Attribution window, and grace, such as 500ms, 5s or 2m, so that windows close while it is measured.")
    private @Nullable Long window;

    @Option(names = "--rate", paramLabel = "N", description = "Requests a second, answered or not.")
    private @Nullable Integer rate;

    @Option(
            names = "--miss-rate",
            paramLabel = "X",
            description = "Share of the requests that come from a user never seen before, 0 to 1 ("
                    + BenchOptions.Misses.USUAL_RATE + " with --miss-millis, else 0).")
    private @Nullable Double missRate;

    @Option(
            names = "--miss-millis",
            paramLabel = "N",
            description = "Milliseconds that the feature store takes for such a user ("
                    + BenchOptions.Misses.USUAL_MILLIS + " with --miss-rate).")
    private @Nullable Integer missMillis;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "30",
            description = "How long is measured (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "120",
            description = "Seconds of warm-up at most; it ends earlier when the compiler is quiet (${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "42",
            description = "Makes items and requests; the same seed makes the same (${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Set one key of the service.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(
            names = "--record",
            paramLabel = "DIR",
            description = "Write flight recordings of what is measured there, one for each process.")
    private @Nullable Path record;

    @Option(names = "--json", description = "Print the result as one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        if (window != null) {
            settings.putIfAbsent(Keys.ATTRIBUTION_WINDOW_MS.key(), Long.toString(window));
            settings.putIfAbsent(Keys.ATTRIBUTION_GRACE_MS.key(), Long.toString(window));
        }
        BenchOptions options =
                new BenchOptions(candidates, items, ids, rewardRate(), rate, misses(), seconds, warmUp, seed, settings);
        List<String> problems = new ArrayList<>(options.problems());
        problems.addAll(objections(settings));
        if (!problems.isEmpty()) {
            throw new ParameterException(spec.commandLine(), String.join("; ", problems));
        }
        // As the launcher does for what runs for long.
        List<String> jvmOptions = new ArrayList<>(ThisJvm.quietOptions());
        jvmOptions.addAll(ThisJvm.hugePages());
        JavaCommand java = new JavaCommand(
                ThisJvm.java(), jvmOptions, ThisJvm.classPath(), List.of(Main.class.getName(), "bench-part"));
        try (DataDirectory directory = DataDirectory.open(null)) {
            Bench bench = new Bench(options, java, directory.path(), record, InstantSource.system(), this::say);
            Termination termination = Termination.closing(() -> end(bench, directory), CommandLine.ExitCode.SOFTWARE);
            try {
                return show(bench.run());
            } finally {
                termination.cancel();
            }
        }
    }

    private BenchOptions.Misses misses() {
        if (missRate == null && missMillis == null) {
            return BenchOptions.Misses.NONE;
        }
        return new BenchOptions.Misses(
                missRate == null ? BenchOptions.Misses.USUAL_RATE : missRate,
                missMillis == null ? BenchOptions.Misses.USUAL_MILLIS : missMillis);
    }

    private double rewardRate() {
        if (rewardRate != null) {
            return rewardRate;
        }
        return window == null ? 0 : REWARD_RATE_WITH_WINDOWS;
    }

    /** What is wrong with the service's settings, before a process is started only to say so. */
    private static List<String> objections(Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put("bootstrap.servers", "127.0.0.1:1");
        all.put("schema.registry.url", "http://127.0.0.1:1");
        try {
            var unused = Settings.of(all);
            return List.of();
        } catch (SettingsException e) {
            return List.of("--set: " + e.getMessage());
        }
    }

    /** What the run does at its end, too; whichever comes first. */
    private static void end(Bench bench, DataDirectory directory) {
        bench.stop();
        directory.close();
    }

    private int show(Report report) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.line(report));
        } else {
            ReportText.lines(report).forEach(out::println);
        }
        out.flush();
        report.failures().forEach(failure -> say("FAILED: " + failure));
        return report.complete() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private void say(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(line);
        err.flush();
    }
}
