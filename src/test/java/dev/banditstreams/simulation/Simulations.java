package dev.banditstreams.simulation;

import dev.banditstreams.codec.Codecs;
import dev.banditstreams.demo.EmbeddedRegistry;
import dev.banditstreams.topology.ScoringOptions.Prior;
import java.util.Map;

/** Simulations for tests, with a registry over HTTP as in life. */
final class Simulations implements AutoCloseable {

    static final Prior UNIFORM = new Prior(0.5, 2, 2);

    private final EmbeddedRegistry registry = EmbeddedRegistry.start(0);
    final Codecs codecs = new Codecs(Map.of("schema.registry.url", registry.url()));
    private final Simulation simulation;

    Simulations(int threads) {
        simulation = new Simulation(codecs, threads);
    }

    RegretCurve run(SimulationPlan plan, SimulatedPolicy policy) {
        return simulation.run(plan, policy, done -> {});
    }

    @Override
    public void close() {
        simulation.close();
        codecs.close();
        registry.close();
    }
}
