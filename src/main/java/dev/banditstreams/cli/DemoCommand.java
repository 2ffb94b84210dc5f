package dev.banditstreams.cli;

import dev.banditstreams.demo.Demo;
import dev.banditstreams.demo.DemoOptions;
import dev.banditstreams.demo.Report;
import dev.banditstreams.demo.Screen;
import dev.banditstreams.simulation.World;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code ./bandit demo}. */
@Command(
        name = "demo",
        description = {
            "Shows the whole service on this machine: a real Kafka broker, a schema registry, a fake of Vertex AI"
                    + " Feature Store, the service, and users whose true click rates are known.",
            "What the service doesn't know of users and items it reads from the feature store while other requests go on;"
                    + " what it could not read in time an answer goes without, and is marked degraded.",
            "Every ranked item gets a reward, 0 or 1. The click rate shown is the expected one of what is served,"
                    + " against uniform choice and an oracle over the same candidates; regret is what the oracle"
                    + " would have got more, in clicks."
        },
        footer = {
            "",
            "With --json: clickRate, uniformClickRate and oracleClickRate are of the last five seconds of requests;"
                    + " everything else is of the whole run. Latency is from when a request was due to when its answer"
                    + " was received.",
            "Ctrl-C ends the demo."
        })
final class DemoCommand implements Callable<Integer> {

    private static final int GROUPS = 10;
    private static final double MISS_RATE = 0.05;

    @CommandLine.Spec
    private CommandSpec spec;

    @Option(names = "--users", paramLabel = "N", defaultValue = "10000", description = "Users (${DEFAULT-VALUE}).")
    private int users;

    @Option(names = "--cohorts", paramLabel = "N", defaultValue = "4", description = "Cohorts (${DEFAULT-VALUE}).")
    private int cohorts;

    @Option(
            names = "--items",
            paramLabel = "N",
            defaultValue = "400",
            description = "Items, in 10 groups (${DEFAULT-VALUE}).")
    private int items;

    @Option(
            names = "--candidates",
            paramLabel = "N",
            description = "Candidates of each request: all items, or with this option N drawn anew for each.")
    private @Nullable Integer candidates;

    @Option(
            names = "--k",
            paramLabel = "N",
            defaultValue = "10",
            description = "Items ranked for each request (${DEFAULT-VALUE}).")
    private int k;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "500",
            description = "Requests a second, sent whether earlier ones are answered or not (${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "60",
            description = "How long requests are sent (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "42",
            description = "Makes the world and its traffic; the same seed makes the same (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--keep",
            paramLabel = "DIR",
            description = "Put the data of broker and service into this empty directory and leave it there.")
    private @Nullable Path keep;

    @Option(
            names = "--kafka-port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "Port of the broker on 127.0.0.1, for clients of your own; 0: any free one.")
    private int kafkaPort;

    @Option(
            names = "--registry-port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "Port of the schema registry on 127.0.0.1; 0: any free one.")
    private int registryPort;

    @Option(
            names = "--miss-rate",
            paramLabel = "X",
            description = "Share of the requests, from 0 to 1, that come from a user never seen before, whom only the"
                    + " feature store knows (0.05; with --cold 0).")
    private @Nullable Double missRate;

    @Option(
            names = "--cold",
            description = "Publish no users and items: everything is read from the feature store when it is first asked"
                    + " for.")
    private boolean cold;

    @Option(
            names = "--vertex-script",
            paramLabel = "FILE",
            description =
                    "How the feature store behaves: lines of seconds from the first request and what holds from then"
                            + " on, e.g. '20 fault=hang'. Faults and latencies are in docs/vertex.md.")
    private @Nullable Path vertexScript;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Set one key of the service, e.g. bandit.policy=kl-ucb.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(names = "--json", description = "Print the result as one JSON object; progress goes to stderr.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        DemoOptions options = options();
        List<String> problems = options.problems();
        if (!problems.isEmpty()) {
            throw new ParameterException(spec.commandLine(), String.join("; ", problems));
        }
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter progress = json ? spec.commandLine().getErr() : out;
        Screen screen = new Screen(progress, json ? Terminal.isStderr() : Terminal.isStdout());
        Demo demo = new Demo(options, screen, processStart(), InstantSource.system());
        Termination termination = Termination.closing(demo::stop);
        try {
            Optional<Report> report = demo.run();
            report.ifPresent(counted -> show(counted, progress, out));
            return report.filter(Report::complete).isPresent()
                    ? CommandLine.ExitCode.OK
                    : CommandLine.ExitCode.SOFTWARE;
        } finally {
            termination.cancel();
        }
    }

    private DemoOptions options() {
        return new DemoOptions(
                new World.Size(users, cohorts, items, GROUPS),
                candidates == null ? items : candidates,
                k,
                rate,
                seconds,
                seed,
                keep,
                kafkaPort,
                registryPort,
                new DemoOptions.FeatureStore(missRate != null ? missRate : cold ? 0 : MISS_RATE, cold, vertexScript),
                settings);
    }

    private void show(Report report, PrintWriter progress, PrintWriter out) {
        progress.println();
        report.summary().forEach(progress::println);
        progress.flush();
        if (json) {
            out.println(Json.line(report));
            out.flush();
        }
    }

    /** Starting Java is part of what somebody waits for. */
    private static Instant processStart() {
        return ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
    }
}
