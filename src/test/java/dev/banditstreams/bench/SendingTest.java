package dev.banditstreams.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.banditstreams.codec.Codecs;
import dev.banditstreams.codec.Decoded;
import dev.banditstreams.demo.EmbeddedRegistry;
import dev.banditstreams.model.FeatureOrigin;
import dev.banditstreams.model.RankedItem;
import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.Reward;
import dev.banditstreams.model.SourcePosition;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SendingTest {

    private static final RequestIds IDS = new RequestIds("a00007");

    private final EmbeddedRegistry registry = EmbeddedRegistry.start(0);
    private final Codecs codecs = new Codecs(Map.of("schema.registry.url", registry.url()));
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final InFlight inFlight = new InFlight(10);
    private final NewUsers users = new NewUsers(0.1);
    private final RequestTemplates templates = new RequestTemplates(
            Options.of(BenchOptions.Ids.STRING, 3, 10), IDS, users, codecs.scoringRequests("scoring-requests"), 17);
    private final Sending sending = new Sending(producer, "scoring-requests", templates, users, inFlight);

    @AfterEach
    void close() {
        codecs.close();
        registry.close();
    }

    @Test
    void shouldKeepAWindowFull() throws Exception {
        CountDownLatch stop = new CountDownLatch(1);
        Thread thread = new Thread(() -> {
            try {
                sending.saturate(stop);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.start();
        org.awaitility.Awaitility.await().until(inFlight::full);
        assertThat(inFlight.sent()).isEqualTo(10);

        inFlight.answered(4);
        org.awaitility.Awaitility.await().until(() -> inFlight.sent() == 14);

        stop.countDown();
        thread.join();
        assertThat(inFlight.sent()).isEqualTo(14);
        assertThat(producer.history())
                .hasSize(14)
                .allMatch(record -> record.topic().equals("scoring-requests"));
    }

    @Test
    void shouldSendWhatIsDueWithoutWaitingForAnswers() throws Exception {
        Schedule schedule = new Schedule(System.nanoTime(), 0, 1_000);
        sending.keepRate(schedule, 100, new CountDownLatch(1));

        assertThat(System.nanoTime()).isGreaterThanOrEqualTo(schedule.dueNanos(99));
        assertThat(producer.history()).hasSize(100);
    }

    @Test
    void shouldTellHowLateItWas() throws Exception {
        long second = 1_000_000_000L;
        sending.keepRate(new Schedule(System.nanoTime() - second, 0, 1_000), 10, new CountDownLatch(1));

        assertThat(sending.takeLateMillis()).isGreaterThanOrEqualTo(1_000);
        assertThat(sending.takeLateMillis()).isZero();
    }

    @Test
    void shouldReportWhatCouldNotBeSent() throws Exception {
        sending.check();
        producer.close();
        MockProducer<byte[], byte[]> manual =
                new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
        Sending failing = new Sending(manual, "scoring-requests", templates, users, inFlight);
        failing.keepRate(new Schedule(0, 0, 1_000), 1, new CountDownLatch(1));
        manual.errorNext(new IllegalStateException("full"));

        assertThatThrownBy(failing::check).isInstanceOf(BenchException.class).hasMessageContaining("full");
    }

    @Test
    void shouldSendNewUsersWhileTheyCome() throws Exception {
        List<String> keys = new ArrayList<>();
        MockProducer<byte[], byte[]> copying =
                new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
                    @Override
                    public synchronized Future<RecordMetadata> send(
                            ProducerRecord<byte[], byte[]> record, Callback callback) {
                        keys.add(new String(record.key(), StandardCharsets.UTF_8));
                        return super.send(record, callback);
                    }
                };
        Sending toNew = new Sending(copying, "scoring-requests", templates, users, inFlight);
        Schedule allDue = new Schedule(System.nanoTime() - 1_000_000_000_000L, 0, 1_000);
        for (int part = 0; part < 4; part++) {
            users.come(part % 2 == 1);
            toNew.keepRate(allDue, 1_000L * (part + 1), new CountDownLatch(1));
        }

        long[] fresh = new long[4];
        for (int number = 0; number < 4_000; number++) {
            assertThat(keys.get(number)).isEqualTo(users.userId(number));
            fresh[number / 1_000] += keys.get(number).matches("user-[A-Za-z].*") ? 1 : 0;
        }
        assertThat(fresh[0] + fresh[2]).isZero();
        // Binomial with 100 and a standard deviation of 9.5.
        assertThat(fresh[1]).isBetween(50L, 150L);
        assertThat(fresh[3]).isBetween(50L, 150L);
        assertThat(users.count()).isEqualTo(fresh[1] + fresh[3]);
    }

    /** Murmur2 of the user id, as any Java producer does; the share of each is within 4 sigma of a quarter. */
    @Test
    void shouldSpreadUsersOverPartitions() {
        int[] partitions = new int[4];
        for (long number = 0; number < 40_000; number++) {
            partitions[BuiltInPartitioner.partitionForKey(templates.key(number), 4)]++;
        }
        assertThat(partitions)
                .satisfies(counts ->
                        assertThat(java.util.Arrays.stream(counts)).allMatch(count -> Math.abs(count - 10_000) < 350));
    }

    @Test
    void shouldRewardAShareOfTheAnswersOnce() {
        Rewarding rewarding = new Rewarding(
                producer,
                "rewards",
                codecs.rewards("rewards"),
                InstantSource.fixed(Instant.ofEpochMilli(99)),
                "a00007",
                0.05);
        List<Long> wanted =
                LongStream.range(0, 100_000).filter(rewarding::wants).boxed().toList();
        // Binomial with 5,000 and a standard deviation of 69.
        assertThat(wanted).hasSizeBetween(4_600, 5_400);

        wanted.stream().limit(500).forEach(number -> rewarding.reward(number, answer(number)));

        Set<String> ids = new HashSet<>();
        Set<String> types = new HashSet<>();
        Set<String> items = new HashSet<>();
        for (ProducerRecord<byte[], byte[]> record : producer.history()) {
            assertThat(record.topic()).isEqualTo("rewards");
            Reward reward = ((Decoded.Value<Reward>) codecs.rewards("rewards").decode(record.value())).value();
            assertThat(record.key()).asString().isEqualTo(reward.userId());
            assertThat(reward.requestId()).startsWith("a00007-");
            assertThat(reward.eventTime()).isEqualTo(99);
            ids.add(reward.rewardId());
            types.add(reward.type());
            items.add(reward.itemId());
        }
        assertThat(ids).hasSize(500);
        assertThat(types).containsExactlyInAnyOrder("click", "skip");
        assertThat(items).containsExactlyInAnyOrder("item-1", "item-2", "item-3");
        assertThat(rewarding.sent()).isEqualTo(500);
    }

    @Test
    void shouldRewardAllOrNothing() {
        assertThat(LongStream.range(0, 10_000).filter(rewarding(0)::wants)).isEmpty();
        assertThat(LongStream.range(0, 10_000).filter(rewarding(1)::wants)).hasSize(10_000);
    }

    private Rewarding rewarding(double share) {
        return new Rewarding(producer, "rewards", codecs.rewards("rewards"), InstantSource.system(), "a00007", share);
    }

    private static Recommendation answer(long number) {
        return new Recommendation(
                IDS.request(number),
                RequestIds.userId(RequestIds.user(number)),
                "bench",
                "all",
                new SourcePosition("scoring-requests", 0, number),
                1,
                1,
                "thompson",
                "1",
                false,
                0,
                0,
                0,
                List.of(),
                1,
                2,
                3,
                3,
                List.of(item("item-1", 1), item("item-2", 2), item("item-3", 3)),
                null);
    }

    private static RankedItem item(String id, int rank) {
        return new RankedItem(id, rank, 0.5, null, 1, 1, 1, 1, 0, FeatureOrigin.STORE, null, "not-computed", List.of());
    }
}
