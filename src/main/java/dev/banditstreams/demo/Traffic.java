package dev.banditstreams.demo;

import dev.banditstreams.codec.Codecs;
import dev.banditstreams.config.Keys;
import dev.banditstreams.config.Settings;
import dev.banditstreams.model.Topic;
import dev.banditstreams.runtime.ClientSettings;
import dev.banditstreams.simulation.Visits;
import dev.banditstreams.simulation.World;
import dev.banditstreams.topology.ScoringOptions.Prior;
import dev.banditstreams.topology.TopicNames;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/**
 * The users of the service: an ordinary producer and ordinary consumers, that know nothing of the process they share
 * with it.
 *
 * <p>Used by one thread.
 */
final class Traffic implements AutoCloseable {

    /** The consumers are reading by then, so that the first latencies are the service's. */
    private static final long HEAD_START_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private final Pace pace;
    private final Seen seen;
    private final Outlet outlet;
    private final Sender sender;
    private final TopicReader answers;
    private final TopicReader learned;

    private Traffic(DemoOptions options, World world, Settings settings, Codecs codecs, InstantSource clock) {
        TopicNames topics = new TopicNames(settings.get(Keys.TOPIC_PREFIX));
        Visits visits = new Visits(
                world,
                options.requests(),
                options.candidates(),
                options.k(),
                options.store().missRate());
        Prior prior = new Prior(
                settings.get(Keys.PRIOR_MEAN),
                settings.get(Keys.PRIOR_GLOBAL_STRENGTH),
                settings.get(Keys.PRIOR_ITEM_STRENGTH));
        pace = new Pace(System.nanoTime() + HEAD_START_NANOS, options.rate());
        seen = new Seen(
                new Tally(options.k()), new ServedRates(options.k()), new Latencies(), new BestArms(world, prior));
        outlet = new Outlet(ClientSettings.producer(settings));
        Answers answered = new Answers(world, visits, seen, pace, outlet, topics, codecs, clock);
        answers = new TopicReader(
                "demo-answers", ClientSettings.consumer(settings), Answers.topics(topics), answered::accept);
        Learned outcomes = new Learned(visits, seen, topics, codecs);
        learned = new TopicReader(
                "demo-outcomes", ClientSettings.consumer(settings), Learned.topics(topics), outcomes::accept);
        String requests = topics.of(Topic.SCORING_REQUESTS);
        sender = new Sender(visits, pace, seen.tally(), outlet, requests, codecs.scoringRequests(requests), clock);
    }

    /** Starts to send requests. */
    static Traffic start(DemoOptions options, World world, Settings settings, Codecs codecs, InstantSource clock) {
        Traffic traffic = new Traffic(options, world, settings, codecs, clock);
        traffic.answers.start();
        traffic.learned.start();
        traffic.sender.start();
        return traffic;
    }

    Pace pace() {
        return pace;
    }

    Seen seen() {
        return seen;
    }

    /** Whether every request has been sent. */
    boolean sent() {
        return sender.done();
    }

    /** @throws RuntimeException if any part of the traffic has failed */
    void check() {
        outlet.check();
        answers.check();
        learned.check();
    }

    /** Reads all topics to their present end, so that answers that nobody waits for are counted, too. */
    void finish() throws InterruptedException {
        outlet.flush();
        answers.finish();
        learned.finish();
        check();
    }

    /**
     * What it came to; after {@link #finish}.
     *
     * @param features as they are now
     */
    Report report(DemoOptions options, FeatureFigures features) {
        Tally.Counts counts = seen.tally().counts();
        Snapshot.Latency latency = seen.latencies().overall();
        ServedRates.Rates now = seen.rates().now();
        double seconds = (seen.latencies().lastReceivedNanos() - pace.startNanos()) / 1e9;
        return new Report(
                options.seconds(),
                counts.requests(),
                counts.recommendations(),
                counts.missing(),
                counts.duplicates(),
                counts.deadLetters(),
                counts.rewardsSent(),
                counts.rewardsApplied(),
                counts.predictions() == 0 ? 0 : counts.predictions() / seconds,
                new Report.LatencyMillis(latency.p50(), latency.p99()),
                now.served(),
                now.uniform(),
                now.oracle(),
                seen.rates().regret(),
                features.hitRate(),
                features.parked(),
                counts.degraded(),
                counts.degradedReasons(),
                features.reads(),
                features.failed(),
                features.circuit().label());
    }

    @Override
    public void close() {
        sender.close();
        answers.close();
        learned.close();
        outlet.close();
    }
}
