package dev.banditstreams.cli;

import dev.banditstreams.simulation.SimulatedPolicy;
import dev.banditstreams.topology.ScoringOptions.Prior;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that say which policies are simulated. */
final class SimulationPolicyOptions {

    @Option(
            names = "--policy",
            split = ",",
            paramLabel = "POLICY",
            defaultValue = "thompson",
            description = "Policies, apart by commas, a curve for each. Default: ${DEFAULT-VALUE}.")
    private List<String> policies;

    @Option(
            names = "--prior",
            split = ",",
            paramLabel = "ALPHA,BETA",
            defaultValue = "1,1",
            description = "Every arm's prior. Default: ${DEFAULT-VALUE}.")
    private List<Double> prior;

    List<SimulatedPolicy> policies(CommandSpec spec) {
        List<SimulatedPolicy> parsed = new ArrayList<>();
        for (String name : policies) {
            if (!name.equals("thompson")) {
                throw new ParameterException(spec.commandLine(), "--policy is " + name + ", expected thompson");
            }
            parsed.add(new SimulatedPolicy(name));
        }
        return parsed;
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
