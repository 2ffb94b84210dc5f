package dev.banditstreams.bench;

import dev.banditstreams.codec.Codec;
import dev.banditstreams.codec.Codecs;
import dev.banditstreams.model.CandidateSet;
import dev.banditstreams.model.FeatureRecord;
import dev.banditstreams.model.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Publishes users, items and candidate sets as any producer would, and waits until score knows them. For one thread.
 */
final class SetUp {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final SetUpPlan plan;
    private final InstantSource clock;
    private final Consumer<String> progress;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    SetUp(SetUpPlan plan, InstantSource clock, Consumer<String> progress) {
        this.plan = plan;
        this.clock = clock;
        this.progress = progress;
    }

    void run() throws InterruptedException {
        BenchOptions options = plan.options();
        Catalogue catalogue = new Catalogue(options.seed(), options.items(), options.candidates());
        try (Codecs codecs = new Codecs(
                        Map.of("schema.registry.url", plan.endpoints().registryUrl()));
                KafkaProducer<byte[], byte[]> producer = Clients.producer(plan.endpoints(), 5)) {
            // Sets first: what comes later in time is folded later.
            if (options.ids() == BenchOptions.Ids.SET) {
                publishSets(catalogue, codecs, producer);
            }
            if (options.misses().any()) {
                publishUsers(codecs, producer);
            }
            publishItems(catalogue, codecs, producer);
            producer.flush();
            check();
            awaitItems(options.items());
            if (options.misses().any()) {
                awaitUsers();
            }
            if (options.ids() == BenchOptions.Ids.SET) {
                new Probe(plan, codecs, producer, clock).awaitSets();
            }
            producer.close(Duration.ofSeconds(5));
        }
    }

    private void publishItems(Catalogue catalogue, Codecs codecs, KafkaProducer<byte[], byte[]> producer) {
        String topic = Topic.ITEM_FEATURES.withPrefix("");
        Codec<FeatureRecord> codec = codecs.featureRecords(topic);
        long now = clock.millis();
        for (int item = 0; item < catalogue.items(); item++) {
            send(producer, topic, Catalogue.itemId(item), codec.encode(catalogue.features(item, now)));
        }
    }

    private void publishUsers(Codecs codecs, KafkaProducer<byte[], byte[]> producer) {
        String topic = Topic.USER_FEATURES.withPrefix("");
        Codec<FeatureRecord> codec = codecs.featureRecords(topic);
        long now = clock.millis();
        for (int user = 0; user < RequestIds.USERS; user++) {
            String id = RequestIds.userId(user);
            send(producer, topic, id, codec.encode(new FeatureRecord(id, now, UserStore.features())));
        }
    }

    private void publishSets(Catalogue catalogue, Codecs codecs, KafkaProducer<byte[], byte[]> producer) {
        String topic = Topic.CANDIDATE_SETS.withPrefix("");
        Codec<CandidateSet> codec = codecs.candidateSets(topic);
        for (int set = 0; set < Catalogue.SETS; set++) {
            send(producer, topic, Catalogue.setId(set), codec.encode(catalogue.set(set, clock.millis())));
        }
    }

    private void send(KafkaProducer<byte[], byte[]> producer, String topic, String key, byte[] value) {
        var unused = producer.send(
                new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value), (written, failed) -> {
                    if (failed != null) {
                        failure.compareAndSet(null, failed);
                    }
                });
    }

    private void check() {
        Exception failed = failure.get();
        if (failed != null) {
            throw new BenchException("an item or a set could not be sent: " + failed.getMessage(), failed);
        }
    }

    /** No meter says how many users score knows. */
    private void awaitUsers() throws InterruptedException {
        String prefix = plan.options().settings().getOrDefault("bandit.application.prefix", "bandit");
        try (Consumed users = new Consumed(plan.endpoints(), prefix + "-score", Topic.USER_FEATURES.withPrefix(""))) {
            long known = new Waiting(this::check, PATIENCE_NANOS).reach(users.all(), users::committed);
            if (known < users.all()) {
                throw new BenchException("the service knows only " + known + " of " + users.all()
                        + " users, and for a minute no more of them");
            }
        }
    }

    private void awaitItems(int items) throws InterruptedException {
        ServiceMetrics metrics = new ServiceMetrics(plan.metricsPort());
        CountDownLatch never = new CountDownLatch(1);
        long last = -1;
        long since = System.nanoTime();
        long told = since;
        for (long known = known(metrics); known < items; known = known(metrics)) {
            if (known != last) {
                last = known;
                since = System.nanoTime();
            } else if (System.nanoTime() - since > PATIENCE_NANOS) {
                throw new BenchException("the service knows only " + known + " of " + items
                        + " items, and for a minute no more of them");
            }
            if (System.nanoTime() - told > TimeUnit.SECONDS.toNanos(5)) {
                told = System.nanoTime();
                progress.accept(known + " of " + items + " items known to the service");
            }
            var unused = never.await(100, TimeUnit.MILLISECONDS);
        }
    }

    private static long known(ServiceMetrics metrics) throws InterruptedException {
        return Math.round(metrics.scrape().sum("bandit_item_table_items"));
    }
}
