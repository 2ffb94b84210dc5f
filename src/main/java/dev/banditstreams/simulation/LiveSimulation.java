package dev.banditstreams.simulation;

import dev.banditstreams.codec.Codecs;
import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.Reward;
import dev.banditstreams.model.Topic;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A plan's worlds in real time, against a service that runs: requests at a rate, and rewards a while after their
 * answers. All runs go on at once, on items of their own, each with its next request after one of all the others.
 *
 * <p>Here answers wait for commits, statistics for their interval, and a policy chooses again before it has heard what
 * its last choices brought. For one thread.
 */
public final class LiveSimulation {

    private static final Duration POLL = Duration.ofMillis(2);
    private static final Duration POLL_UNTIL_READY = Duration.ofMillis(50);
    private static final long PATIENCE_MILLIS = 60_000;
    private static final int MOST_REQUESTS = 50_000_000;

    private final SimulationPlan plan;
    private final Pace pace;
    private final InstantSource clock;

    /** Where each run is, and what it gave up. */
    private final List<RunScript> scripts = new ArrayList<>();

    private final Map<String, Place> places = new HashMap<>();
    private final double[][] regret;
    private final double[][] bestShare;
    private final Deque<Due> due = new ArrayDeque<>();
    private int answered;

    /**
     * How a client reaches the service.
     *
     * @param producer settings of a Kafka producer
     * @param consumer settings of a Kafka consumer
     * @param codecs stay open
     */
    public record Endpoints(
            Map<String, Object> producer, Map<String, Object> consumer, Codecs codecs, String topicPrefix) {
        String name(Topic topic) {
            return topic.withPrefix(topicPrefix);
        }
    }

    /**
     * How fast.
     *
     * @param requestsPerSecond of all runs together
     * @param delayMillis from an answer to its rewards
     */
    public record Pace(int requestsPerSecond, long delayMillis) {

        /** Milliseconds from one request of a run to its next. */
        public double stepMillis(SimulationPlan plan) {
            return 1_000.0 * plan.runs() / requestsPerSecond;
        }
    }

    /** Watches the service meanwhile; what it throws ends the simulation. */
    public interface Watch {

        /** Whether the service can answer: the first request waits for it. */
        boolean ready();

        /** Called often. */
        void answered(int requests);
    }

    private record Place(int run, int step) {}

    private record Due(long time, List<Reward> rewards) {}

    private LiveSimulation(SimulationPlan plan, Pace pace, InstantSource clock) {
        if ((long) plan.runs() * plan.steps() > MOST_REQUESTS) {
            throw new SimulationException("runs times steps is " + (long) plan.runs() * plan.steps()
                    + ", expected at most " + MOST_REQUESTS + " in real time");
        }
        this.clock = clock;
        this.plan = plan;
        this.pace = pace;
        regret = new double[plan.runs()][plan.steps()];
        bestShare = new double[plan.runs()][plan.steps()];
        for (int run = 0; run < plan.runs(); run++) {
            scripts.add(new RunScript(plan, run));
        }
    }

    /**
     * Runs all runs; their batch doesn't count.
     *
     * @param policy label of what the service ranks by
     * @throws SimulationException if nothing happens for a minute
     */
    public static RegretCurve run(
            Endpoints service, SimulationPlan plan, Pace pace, String policy, Watch watch, InstantSource clock) {
        LiveSimulation simulation = new LiveSimulation(plan, pace, clock);
        try (LiveTopics topics = new LiveTopics(service)) {
            simulation.awaitReady(topics, watch);
            simulation.run(topics, watch);
        }
        return RegretCurve.of(policy, simulation.traces());
    }

    private void awaitReady(LiveTopics topics, Watch watch) {
        long end = clock.millis() + PATIENCE_MILLIS;
        while (!watch.ready()) {
            topics.poll(POLL_UNTIL_READY, this::answered);
            if (clock.millis() > end) {
                throw new SimulationException("the service isn't ready after " + PATIENCE_MILLIS / 1_000 + " s");
            }
        }
    }

    private void run(LiveTopics topics, Watch watch) {
        int all = plan.runs() * plan.steps();
        long began = clock.millis();
        long lastAnswer = began;
        int sent = 0;
        // While the service stands still the world waits: else all would be asked before anything was learned.
        int mostOpen = Math.max(plan.runs(), pace.requestsPerSecond());
        while (answered < all) {
            long now = clock.millis();
            long dueRequests = 1 + (now - began) * pace.requestsPerSecond() / 1_000;
            long mayBeSent = Math.min(dueRequests, answered + mostOpen);
            for (; sent < Math.min(all, mayBeSent); sent++) {
                request(sent, now, topics);
            }
            while (!due.isEmpty() && due.getFirst().time() <= now) {
                due.removeFirst().rewards().forEach(topics::send);
            }
            int before = answered;
            topics.poll(POLL, this::answered);
            if (answered > before) {
                lastAnswer = now;
            } else if (now - lastAnswer > PATIENCE_MILLIS) {
                throw new SimulationException(
                        "no answer for " + PATIENCE_MILLIS / 1_000 + " s, " + answered + " of " + all + " are there");
            }
            watch.answered(answered);
        }
    }

    private void request(int number, long now, LiveTopics topics) {
        Place place = new Place(number % plan.runs(), number / plan.runs());
        RunScript script = scripts.get(place.run());
        places.put(script.requestId(place.step()), place);
        topics.send(script.request(place.step(), now));
    }

    private void answered(Recommendation answer) {
        Place place = places.remove(answer.requestId());
        if (place == null) {
            return; // somebody else's
        }
        int step = place.step();
        RunScript script = scripts.get(place.run());
        int[] slate = script.slate(answer);
        regret[place.run()][step] = plan.world().regret(step, slate);
        bestShare[place.run()][step] = plan.world().bestShare(step, slate);
        answered++;
        long time = clock.millis() + pace.delayMillis();
        due.addLast(new Due(time, script.rewards(step, slate, time)));
    }

    private List<RegretTrace> traces() {
        List<RegretTrace> traces = new ArrayList<>();
        for (int run = 0; run < plan.runs(); run++) {
            RegretTrace trace = new RegretTrace(plan.steps());
            for (int step = 0; step < plan.steps(); step++) {
                trace.add(regret[run][step], bestShare[run][step]);
            }
            traces.add(trace);
        }
        return traces;
    }
}
