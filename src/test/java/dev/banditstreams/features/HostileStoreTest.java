package dev.banditstreams.features;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.banditstreams.metrics.FallbackMeters;
import dev.banditstreams.metrics.Metrics;
import dev.banditstreams.model.EntityType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Each entity of each read gets exactly one answer, and nothing is held after it, whatever the store does. */
class HostileStoreTest {

    private static final Fallback.Held NOTHING = new Fallback.Held(0, 0, 0, 0);

    private static final Logger LOG = (Logger) LoggerFactory.getLogger(FeatureRead.class);

    private final List<Asked> asked = new ArrayList<>();

    /** Here listeners throw by the thousand. */
    @BeforeAll
    static void silence() {
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void speak() {
        LOG.setLevel(null);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldAnswerEverythingOnceByTheDeadline(boolean hedge) {
        for (int seed = 0; seed < 150; seed++) {
            ManualTimers timers = new ManualTimers();
            HostileStore store = new HostileStore(timers, seed);
            try (Metrics metrics = new Metrics()) {
                Random random = new Random(seed);
                Fallback fallback =
                        new Fallback(store, options(hedge), new FallbackMeters(metrics), timers, random::nextDouble);
                asked.clear();
                for (int n = 0; n < 300; n++) {
                    step(fallback, timers, random);
                }
                timers.advance(600);

                assertThat(asked).as("seed %d", seed).allMatch(Asked::answeredOnce);
                assertThat(fallback.held()).as("seed %d", seed).isEqualTo(NOTHING);
                timers.advance(200);
                assertThat(timers.pending()).as("seed %d", seed).isZero();
                assertThat(store.good.get()).as("seed %d", seed).isPositive();
            }
        }
    }

    private void step(Fallback fallback, ManualTimers timers, Random random) {
        Asked one = new Asked(query(timers, random));
        asked.add(one);
        one.listen(fallback.read(one.query));
        if (random.nextInt(10) == 0) {
            one.read().cancel();
        }
        if (random.nextInt(20) == 0) {
            fallback.forget(EntityType.ITEM, "id-" + random.nextInt(400));
        }
        timers.advance(random.nextInt(12));
    }

    @Test
    void shouldAnswerEverythingOnceToManyThreads() throws InterruptedException {
        int threads = 4;
        int each = 3_000;
        try (Metrics metrics = new Metrics();
                TimerThread timers = new TimerThread("test-timers");
                TimerThread answering = new TimerThread("test-store-1");
                TimerThread answeringToo = new TimerThread("test-store-2")) {
            HostileStore one = new HostileStore(answering, 1);
            HostileStore two = new HostileStore(answeringToo, 2);
            AtomicInteger turn = new AtomicInteger();
            Fallback fallback = new Fallback(
                    query -> (turn.incrementAndGet() % 2 == 0 ? one : two).read(query),
                    options(true),
                    new FallbackMeters(metrics),
                    timers);
            CountDownLatch done = new CountDownLatch(threads * each);
            List<Asked> all = new ArrayList<>();
            List<Thread> running = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                Random random = new Random(thread);
                List<Asked> mine = new ArrayList<>();
                for (int n = 0; n < each; n++) {
                    mine.add(new Asked(query(timers, random)));
                }
                all.addAll(mine);
                running.add(new Thread(() -> mine.forEach(ask -> {
                    FeatureRead read = fallback.read(ask.query);
                    ask.listen(read);
                    read.onDone(answers -> done.countDown());
                    if (random.nextInt(10) == 0) {
                        read.cancel();
                    }
                })));
            }
            running.forEach(Thread::start);
            for (Thread thread : running) {
                thread.join();
            }

            assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(all).allMatch(Asked::answeredOnce);
            fallback.close();
            assertThat(fallback.held()).isEqualTo(NOTHING);
        }
    }

    /** Few calls at a time and a circuit that hardly opens, so that the calls get through to all of it. */
    private static FallbackOptions options(boolean hedge) {
        return new FallbackOptions(
                20,
                Duration.ofMillis(hedge ? 2 : 0),
                Duration.ofMillis(300),
                new FallbackOptions.Calls(Duration.ofMillis(100), 6, 10),
                new FallbackOptions.Retries(2, Duration.ofMillis(10), 0.5, 5),
                new FallbackOptions.Breaker(Duration.ofMillis(800), 5, 0.9, Duration.ofMillis(50)),
                new FallbackOptions.Negative(Duration.ofMillis(200), 100),
                hedge);
    }

    private static FeatureQuery query(Timers timers, Random random) {
        Set<String> ids = new HashSet<>();
        int count = random.nextInt(8) == 0 ? 60 : 1 + random.nextInt(3);
        while (ids.size() < count) {
            ids.add("id-" + random.nextInt(400));
        }
        long deadline = timers.nanos() + Duration.ofMillis(random.nextInt(600)).toNanos();
        return new FeatureQuery(EntityType.ITEM, ids, List.of(), deadline);
    }

    /** A read, and how often each entity was answered. */
    private static final class Asked {

        private final FeatureQuery query;
        private final Map<String, Integer> heard = new ConcurrentHashMap<>();
        private final AtomicInteger ends = new AtomicInteger();
        private FeatureRead read = new FeatureRead(List.of());

        Asked(FeatureQuery query) {
            this.query = query;
        }

        void listen(FeatureRead started) {
            read = started;
            started.onAnswer((id, answer) -> {
                throw new IllegalStateException("a listener that throws");
            });
            started.onAnswer((id, answer) -> heard.merge(id, 1, Integer::sum));
            started.onDone(all -> ends.incrementAndGet());
        }

        FeatureRead read() {
            return read;
        }

        boolean answeredOnce() {
            return ends.get() == 1
                    && heard.keySet().equals(query.ids())
                    && heard.values().stream().allMatch(times -> times == 1);
        }
    }
}
