package dev.banditstreams.cli;

import dev.banditstreams.codec.Codecs;
import dev.banditstreams.config.Keys;
import dev.banditstreams.config.PlacementKeys;
import dev.banditstreams.config.Settings;
import dev.banditstreams.demo.DataDirectory;
import dev.banditstreams.demo.EmbeddedCluster;
import dev.banditstreams.runtime.ClientSettings;
import dev.banditstreams.runtime.Service;
import dev.banditstreams.simulation.LiveSimulation;
import dev.banditstreams.simulation.RegretCurve;
import dev.banditstreams.simulation.SimulatedPolicy;
import dev.banditstreams.simulation.SimulationPlan;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Simulates one policy after the other, each with a broker, a registry and a service of its own in this process. */
final class LiveSimulations {

    private static final int EXIT_INTERRUPTED = 130;
    private static final int SECONDS_TO_STOP = 10;
    private static final long MILLIS_BETWEEN_LINES = 2_000;

    private final SimulationPlan plan;
    private final LiveSimulation.Pace pace;
    private final Consumer<String> tell;
    private final InstantSource clock = InstantSource.system();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean stopped;

    LiveSimulations(SimulationPlan plan, LiveSimulation.Pace pace, Consumer<String> tell) {
        this.plan = plan;
        this.pace = pace;
        this.tell = tell;
    }

    /** Stopped by Ctrl-C, it clears up first. */
    List<RegretCurve> run(List<SimulatedPolicy> policies) {
        Termination termination = Termination.closing(this::stop, EXIT_INTERRUPTED);
        try {
            return policies.stream().map(this::run).toList();
        } finally {
            ended.countDown();
            termination.cancel();
        }
    }

    private void stop() throws InterruptedException {
        stopped = true;
        ended.await(SECONDS_TO_STOP, TimeUnit.SECONDS);
    }

    private RegretCurve run(SimulatedPolicy policy) {
        try (DataDirectory data = DataDirectory.open(null);
                EmbeddedCluster cluster = EmbeddedCluster.start(data, settings(policy));
                Service service = new Service(cluster.settings(), clock);
                Codecs codecs = new Codecs(cluster.settings().confluent())) {
            service.start();
            Settings settings = cluster.settings();
            LiveSimulation.Endpoints endpoints = new LiveSimulation.Endpoints(
                    ClientSettings.producer(settings),
                    ClientSettings.consumer(settings),
                    codecs,
                    settings.get(Keys.TOPIC_PREFIX));
            return LiveSimulation.run(endpoints, plan, pace, policy.label(), new Watcher(service, policy), clock);
        }
    }

    private final class Watcher implements LiveSimulation.Watch {
        private final Service service;
        private final SimulatedPolicy policy;
        private long nextLine;

        private Watcher(Service service, SimulatedPolicy policy) {
            this.service = service;
            this.policy = policy;
        }

        @Override
        public boolean ready() {
            check();
            return service.ready().ok();
        }

        @Override
        public void answered(int requests) {
            check();
            if (clock.millis() >= nextLine) {
                nextLine = clock.millis() + MILLIS_BETWEEN_LINES;
                tell.accept(
                        policy.label() + ": " + requests + " of " + (long) plan.runs() * plan.steps() + " requests");
            }
        }

        private void check() {
            if (stopped) {
                throw new CommandFailure("stopped");
            }
            if (!service.live().ok()) {
                throw new CommandFailure(
                        "the service has failed: " + service.live().reason());
            }
        }
    }

    private Map<String, String> settings(SimulatedPolicy policy) {
        return Map.of(
                PlacementKeys.POLICY.key(),
                policy.kind().toString(),
                PlacementKeys.EXPLORATION.key(),
                Double.toString(policy.exploration()),
                PlacementKeys.EPSILON.key(),
                Double.toString(policy.exploration()),
                PlacementKeys.HALF_LIFE_MS.key(),
                Long.toString(policy.halfLifeMillis(pace.stepMillis(plan))),
                Keys.PRIOR_MEAN.key(),
                Double.toString(plan.prior().mean()),
                Keys.PRIOR_GLOBAL_STRENGTH.key(),
                Double.toString(plan.prior().globalStrength()),
                Keys.PRIOR_ITEM_STRENGTH.key(),
                Double.toString(plan.prior().itemStrength()));
    }
}
