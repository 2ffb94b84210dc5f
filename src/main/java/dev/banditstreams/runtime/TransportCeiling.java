package dev.banditstreams.runtime;

import dev.banditstreams.config.Keys;
import dev.banditstreams.config.Settings;
import dev.banditstreams.metrics.Metrics;
import dev.banditstreams.model.Topic;
import dev.banditstreams.topology.TopicNames;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;

/**
 * The least that any service of this form costs: score's application with a graph that decodes nothing and answers each
 * request with the same bytes. What the benchmark holds the service against.
 */
public final class TransportCeiling implements AutoCloseable {

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(8);

    private final Application application;
    private final Metrics metrics = new Metrics();
    private final CountDownLatch failed = new CountDownLatch(1);

    /**
     * @param settings as the service's; the topics {@code scoring-requests} and {@code recommendations} have to exist
     * @param answerBytes size of each answer
     */
    public TransportCeiling(Settings settings, int answerBytes, InstantSource clock) {
        metrics.watchProcess();
        Properties properties = StreamsProperties.of(
                settings, settings.get(Keys.APPLICATION_PREFIX) + "-ceiling", StreamsProperties.SCORE);
        application = new Application(
                "ceiling",
                topology(new TopicNames(settings.get(Keys.TOPIC_PREFIX)), answerBytes),
                properties,
                new FailurePolicy(clock),
                failed::countDown);
    }

    /** Creates the topics where they are missing. */
    public static void createTopics(Settings settings, int partitions) {
        try (Topics topics = new Topics(settings)) {
            topics.create(topics.missing(partitions, Optional.empty()));
        }
    }

    public void start() {
        application.start();
    }

    public Health live() {
        return application.live();
    }

    public Health ready() {
        return application.ready();
    }

    /** The process's meters in Prometheus' text format. */
    public String scrape() {
        return metrics.scrape();
    }

    /** Returns when the application has failed for good; the log says why. */
    public void awaitFailure() throws InterruptedException {
        failed.await();
    }

    @Override
    public void close() {
        var unused = application.close(CLOSE_LIMIT);
        metrics.close();
    }

    private static Topology topology(TopicNames names, int answerBytes) {
        byte[] answer = new byte[answerBytes];
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(names.of(Topic.SCORING_REQUESTS), Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
                .mapValues(request -> answer)
                .to(names.of(Topic.RECOMMENDATIONS), Produced.with(Serdes.ByteArray(), Serdes.ByteArray()));
        return builder.build();
    }
}
