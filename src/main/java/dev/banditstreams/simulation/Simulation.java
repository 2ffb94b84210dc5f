package dev.banditstreams.simulation;

import dev.banditstreams.codec.Codecs;
import dev.banditstreams.metrics.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/**
 * Runs a plan's worlds through the service's own graphs: each run has a pair of its own, on the heap, so that no run
 * learns from another.
 */
public final class Simulation implements AutoCloseable {

    private final Codecs codecs;
    private final Metrics metrics = new Metrics();
    private final GraphOptions.Meters meters = GraphOptions.Meters.in(metrics);
    private final ExecutorService threads;

    /**
     * @param codecs stay open
     * @param threads runs at a time; a run is one thread's work
     */
    public Simulation(Codecs codecs, int threads) {
        this.codecs = codecs;
        this.threads = Executors.newFixedThreadPool(threads, Simulation::thread);
    }

    /**
     * Runs a policy. The result depends on plan and policy alone, not on the number of threads.
     *
     * @param progress is told how many runs have ended
     * @throws SimulationException if a run failed; the others are given up
     */
    public RegretCurve run(SimulationPlan plan, SimulatedPolicy policy, IntConsumer progress) {
        GraphOptions options = GraphOptions.of(plan, policy, codecs, meters);
        List<Future<RegretTrace>> runs = new ArrayList<>();
        for (int number = 0; number < plan.runs(); number++) {
            SimulationRun run = new SimulationRun(plan, options, codecs, number);
            runs.add(threads.submit(run::run));
        }
        List<RegretTrace> traces = new ArrayList<>();
        try {
            for (Future<RegretTrace> run : runs) {
                traces.add(run.get());
                progress.accept(traces.size());
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof SimulationException failed
                    ? failed
                    : new SimulationException("run " + traces.size() + " failed: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SimulationException("interrupted", e);
        } finally {
            runs.forEach(run -> run.cancel(true));
        }
        return RegretCurve.of(policy.label(), traces);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "simulation");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        metrics.close();
    }
}
