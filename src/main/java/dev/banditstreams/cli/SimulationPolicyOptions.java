package dev.banditstreams.cli;

import dev.banditstreams.bandit.PolicyKind;
import dev.banditstreams.simulation.SimulatedPolicy;
import dev.banditstreams.topology.ScoringOptions.Prior;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that say which policies are simulated. */
final class SimulationPolicyOptions {

    private static final String NONE = "none";
    private static final double LONGEST_HALF_LIFE = 1e8;

    @Option(
            names = "--policy",
            split = ",",
            paramLabel = "POLICY",
            defaultValue = "thompson",
            description = "thompson, greedy, uniform, epsilon-greedy, bayes-ucb, kl-ucb, ucb1: one or several, apart by"
                    + " commas, a curve for each. Default: ${DEFAULT-VALUE}.")
    private List<String> policies;

    @Option(
            names = "--half-life",
            split = ",",
            paramLabel = "STEPS",
            defaultValue = NONE,
            description =
                    "Half-life of counts, in requests of a run, or none: one or several, apart by commas, a curve for"
                            + " each policy with each. Default: ${DEFAULT-VALUE}.")
    private List<String> halfLives;

    @Option(
            names = "--exploration",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "Probability of a uniform order, for every policy. Default: ${DEFAULT-VALUE}.")
    private double exploration;

    @Option(
            names = "--epsilon",
            paramLabel = "SHARE",
            defaultValue = "0.1",
            description = "Likewise for epsilon-greedy alone. Default: ${DEFAULT-VALUE}.")
    private double epsilon;

    @Option(
            names = "--prior",
            split = ",",
            paramLabel = "ALPHA,BETA",
            defaultValue = "1,1",
            description = "Every arm's prior. Default: ${DEFAULT-VALUE}.")
    private List<Double> prior;

    /** Each once: their labels differ. */
    List<SimulatedPolicy> policies(CommandSpec spec) {
        checkShare("--exploration", exploration, spec);
        checkShare("--epsilon", epsilon, spec);
        Set<SimulatedPolicy> all = new LinkedHashSet<>();
        for (String name : policies) {
            PolicyKind kind = kind(name, spec);
            double explored = kind == PolicyKind.EPSILON_GREEDY ? Math.max(epsilon, exploration) : exploration;
            for (String halfLife : halfLives) {
                all.add(new SimulatedPolicy(kind, explored, steps(halfLife, spec)));
            }
        }
        return List.copyOf(all);
    }

    private static PolicyKind kind(String name, CommandSpec spec) {
        return Arrays.stream(PolicyKind.values())
                .filter(kind -> kind.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "--policy is " + name + ", expected some of "
                                + Arrays.stream(PolicyKind.values())
                                        .map(PolicyKind::toString)
                                        .collect(Collectors.joining(", "))));
    }

    private static double steps(String text, CommandSpec spec) {
        if (text.equals(NONE)) {
            return 0;
        }
        try {
            double steps = Double.parseDouble(text);
            if (steps >= 1 && steps <= LONGEST_HALF_LIFE) {
                return steps;
            }
        } catch (NumberFormatException e) {
            // The message below says it.
        }
        throw new ParameterException(
                spec.commandLine(),
                "--half-life is " + text + ", expected none or a number of requests from 1 to 100000000");
    }

    private static void checkShare(String option, double share, CommandSpec spec) {
        if (!(share >= 0 && share <= 1)) {
            throw new ParameterException(
                    spec.commandLine(), option + " is " + share + ", expected a number from 0 to 1");
        }
    }

    Prior prior(CommandSpec spec) {
        boolean valid = prior.size() == 2 && prior.stream().allMatch(p -> p > 0 && p <= 1e6);
        if (!valid) {
            throw new ParameterException(
                    spec.commandLine(), "--prior is " + prior + ", expected two numbers above 0, as in 1,1");
        }
        double strength = prior.get(0) + prior.get(1);
        return new Prior(prior.get(0) / strength, strength, strength);
    }
}
