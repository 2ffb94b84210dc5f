package dev.banditstreams.cli;

import dev.banditstreams.codec.Codecs;
import dev.banditstreams.demo.EmbeddedRegistry;
import dev.banditstreams.simulation.LiveSimulation;
import dev.banditstreams.simulation.RegretCurve;
import dev.banditstreams.simulation.SimulatedPolicy;
import dev.banditstreams.simulation.SimulatedWorld;
import dev.banditstreams.simulation.Simulation;
import dev.banditstreams.simulation.SimulationException;
import dev.banditstreams.simulation.SimulationPlan;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code ./bandit simulate}. */
@Command(
        name = "simulate",
        description = {
            "Shows what a policy gives up in a world whose click rates are known: runs the service's own two graphs in"
                    + " this process, request by request, with a reward for each place of each slate, and prints the"
                    + " regret, mean and standard error over the runs.",
            "",
            "Policies with the same seed meet the same luck: the same arm at the same step is clicked or not for each of"
                    + " them.",
            ""
        })
final class SimulateCommand implements Callable<Integer> {

    private static final int DEFAULT_RATE = 500;
    private static final int MOST_A_SECOND = 20_000;

    @CommandLine.Spec
    private CommandSpec spec;

    @Mixin
    private SimulationWorldOptions worldOptions;

    @Mixin
    private SimulationPolicyOptions policyOptions;

    @Option(names = "--steps", paramLabel = "N", description = "Requests of each run. Default: the world's.")
    private @Nullable Integer steps;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "20",
            description = "Runs of each policy. Default: ${DEFAULT-VALUE}.")
    private int runs;

    @Option(names = "--k", paramLabel = "N", description = "Items of each slate. Default: the world's, mostly 1.")
    private @Nullable Integer k;

    @Option(
            names = "--batch",
            paramLabel = "N",
            description = "Score sees what was learned after every so many requests; 1: before the next one."
                    + " Default: the world's, mostly 1.")
    private @Nullable Integer batch;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "What all luck follows from. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Runs at a time; the result doesn't depend on it. Default: the machine's processors.")
    private @Nullable Integer threads;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Directory for regret.csv, regret.svg and regret.png; an earlier simulation's are replaced.")
    private @Nullable Path out;

    @Option(
            names = "--broker",
            description =
                    "In real time, with a broker and a service in this process, where rewards come late: see --delay"
                            + " and --rate. All runs go on at once.")
    private boolean broker;

    @Option(
            names = "--delay",
            paramLabel = "TIME",
            converter = Milliseconds.class,
            description = "With --broker: from an answer to its rewards, e.g. 500ms, 5s. Default: 0s.")
    private @Nullable Long delayMillis;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "With --broker: requests a second of all runs together. Default: " + DEFAULT_RATE + ".")
    private @Nullable Integer rate;

    @Option(names = "--json", description = "Print the result as one JSON object; progress goes to stderr.")
    private boolean json;

    @Override
    public Integer call() {
        SimulatedWorld world = worldOptions.world(spec);
        SimulationPlan plan = plan(world);
        List<SimulatedPolicy> policies = policyOptions.policies(spec);
        check();
        SimulationFiles files = out == null ? null : SimulationFiles.in(out);

        LiveSimulation.Pace pace = pace();
        tell(SimulationReport.described(world, plan, pace));
        List<RegretCurve> curves =
                pace == null ? curves(plan, policies) : new LiveSimulations(plan, pace, this::tell).run(policies);
        SimulationReport report = new SimulationReport(world, plan, pace, curves);
        if (files != null) {
            files.write(report).forEach(this::tell);
        }
        PrintWriter stdout = spec.commandLine().getOut();
        if (json) {
            stdout.println(Json.line(report.json()));
        } else {
            report.table().forEach(stdout::println);
        }
        stdout.flush();
        return CommandLine.ExitCode.OK;
    }

    private SimulationPlan plan(SimulatedWorld world) {
        try {
            int simulatedSteps = steps == null ? world.steps() : steps;
            return new SimulationPlan(
                    world.rates(),
                    simulatedSteps,
                    runs,
                    k == null ? world.k() : k,
                    batch == null ? Math.min(world.batch(), Math.max(1, simulatedSteps)) : batch,
                    policyOptions.prior(spec),
                    seed);
        } catch (SimulationException e) {
            throw new ParameterException(spec.commandLine(), "--" + e.getMessage(), e);
        }
    }

    private void check() {
        if (threads != null && threads < 1) {
            throw new ParameterException(spec.commandLine(), "--threads has to be at least 1");
        }
        if (rate != null && (rate < 1 || rate > MOST_A_SECOND)) {
            throw new ParameterException(
                    spec.commandLine(), "--rate is " + rate + ", expected a number from 1 to " + MOST_A_SECOND);
        }
        if (!broker && (delayMillis != null || rate != null)) {
            throw new ParameterException(spec.commandLine(), "--delay and --rate are for --broker");
        }
        if (broker && (batch != null || threads != null)) {
            throw new ParameterException(spec.commandLine(), "--batch and --threads are not for --broker");
        }
    }

    private LiveSimulation.@Nullable Pace pace() {
        return broker
                ? new LiveSimulation.Pace(rate == null ? DEFAULT_RATE : rate, delayMillis == null ? 0 : delayMillis)
                : null;
    }

    private List<RegretCurve> curves(SimulationPlan plan, List<SimulatedPolicy> policies) {
        List<RegretCurve> curves = new ArrayList<>();
        int threadCount = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        try (EmbeddedRegistry registry = EmbeddedRegistry.start(0);
                Codecs codecs = new Codecs(Map.of("schema.registry.url", registry.url()));
                Simulation simulation = new Simulation(codecs, threadCount)) {
            for (SimulatedPolicy policy : policies) {
                curves.add(simulation.run(plan, policy, done -> {
                    if (done == plan.runs() || done % Math.max(1, plan.runs() / 5) == 0) {
                        tell(policy.label() + ": " + done + " of " + plan.runs() + " runs");
                    }
                }));
            }
        }
        return curves;
    }

    private void tell(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("simulate: " + line);
        err.flush();
    }
}
