package dev.banditstreams.runtime;

import dev.banditstreams.codec.Codecs;
import dev.banditstreams.config.Keys;
import dev.banditstreams.config.Role;
import dev.banditstreams.config.Settings;
import dev.banditstreams.metrics.FallbackMeters;
import dev.banditstreams.metrics.Metrics;
import dev.banditstreams.topology.ItemTable;
import dev.banditstreams.topology.PartitionCounts;
import dev.banditstreams.topology.ScoringOptions.Priors;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.streams.Topology;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The service: score and learn, as the role says, from start to stop.
 *
 * <p>{@link #live} and {@link #ready} may be asked by any thread at any time, also before {@link #start} has returned.
 */
public final class Service implements AutoCloseable {

    /** In the log of each stream thread that died and was replaced. */
    public static final String THREAD_REPLACED = "died and is replaced";

    private static final Logger LOG = LoggerFactory.getLogger(Service.class);

    private final Settings settings;
    private final Metrics metrics = new Metrics();
    private final Codecs codecs;
    private final Graphs graphs;
    private final FailurePolicy policy;
    private final InstantSource clock;
    private final List<Application> applications = new CopyOnWriteArrayList<>();
    private final CountDownLatch failed = new CountDownLatch(1);
    private volatile @Nullable FeatureFallback fallback;
    private volatile @Nullable PriorEstimation priors;
    private volatile boolean closing;
    private volatile Health startUp = Health.bad("not started");

    public Service(Settings settings, InstantSource clock) {
        this.settings = settings;
        metrics.watchProcess();
        codecs = new Codecs(settings.confluent());
        graphs = new Graphs(settings, codecs, metrics, clock);
        policy = new FailurePolicy(clock);
        this.clock = clock;
    }

    /**
     * Checks the brokers and starts the applications. Returns when the tables that every instance reads are restored,
     * or when it was closed meanwhile.
     *
     * @throws StartUpException if the service can't start; it is to be closed then, too
     */
    public void start() {
        settings.effective().forEach(line -> LOG.info("{}", line));
        settings.warnings().forEach(LOG::warn);
        try {
            startUp = Health.bad("checking the topics");
            build(partitions());
            startUp = Health.ok("ready");
            applications.forEach(Application::start);
            PriorEstimation estimation = priors;
            if (estimation != null) {
                estimation.start();
            }
        } catch (RuntimeException e) {
            if (!closing) {
                throw e;
            }
            LOG.debug("closed while starting", e);
        }
    }

    /** Whether the process is worth keeping: false only after an application has failed for good. */
    public Health live() {
        return applications.stream().map(Application::live).reduce(Health.ok("alive"), Health::and);
    }

    /** Whether every application of this process has its partitions and its stores are restored. */
    public Health ready() {
        return applications.stream().map(Application::ready).reduce(startUp, Health::and);
    }

    /** All meters of this process in Prometheus' text format. */
    public String scrape() {
        return metrics.scrape();
    }

    /** Returns when an application has failed for good; the log says why. */
    public void awaitFailure() throws InterruptedException {
        failed.await();
    }

    /** Commits, leaves the groups and releases everything, within {@code bandit.shutdown.timeout.ms}. */
    @Override
    public void close() {
        closing = true;
        Duration timeout = Duration.ofMillis(settings.get(Keys.SHUTDOWN_TIMEOUT_MS));
        CompletableFuture<?>[] closing = applications.stream()
                .map(application -> CompletableFuture.runAsync(() -> close(application, timeout), Service::inThread))
                .toArray(CompletableFuture<?>[]::new);
        try {
            // A start that still restores its tables holds a lock, so that its end can't be waited for elsewhere.
            CompletableFuture.allOf(closing).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn("not closed within {}: open transactions are aborted by the brokers", timeout);
        } catch (ExecutionException e) {
            LOG.warn("not closed cleanly", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        PriorEstimation estimation = priors;
        if (estimation != null) {
            estimation.close();
        }
        FeatureFallback store = fallback;
        if (store != null) {
            store.close();
        }
        codecs.close();
        metrics.close();
    }

    private PartitionCounts partitions() {
        try (Topics topics = new Topics(settings)) {
            return topics.check();
        }
    }

    private void build(PartitionCounts partitions) {
        startUp = Health.bad("starting");
        StateFormat.claim(settings.get(Keys.STATE_DIR));
        Role role = settings.get(Keys.ROLE);
        // Learn first: to start score takes as long as restoring its tables does.
        if (role.learns()) {
            add("learn", graphs.learn(partitions), StreamsProperties.LEARN);
        }
        if (role.scores()) {
            if (FeatureFallback.isOn(settings)) {
                fallback = new FeatureFallback(settings, new FallbackMeters(metrics), clock);
            }
            add("score", graphs.score(partitions, fallback, this::estimatePriors), StreamsProperties.SCORE);
        }
    }

    private void estimatePriors(ItemTable items, Priors given) {
        if (PriorEstimation.isOn(settings)) {
            priors = PriorEstimation.of(settings, items, given);
        }
    }

    private void add(String name, Topology topology, StreamsProperties.Tuning tuning) {
        String applicationId = settings.get(Keys.APPLICATION_PREFIX) + "-" + name;
        Properties properties = StreamsProperties.of(settings, applicationId, tuning);
        Application application = new Application(name, topology, properties, policy, failed::countDown);
        applications.add(application);
        metrics.watchKafka(application::metrics);
    }

    private static void close(Application application, Duration timeout) {
        if (!application.close(timeout)) {
            throw new IllegalStateException("an application did not stop within " + timeout);
        }
    }

    private static void inThread(Runnable task) {
        Thread thread = new Thread(task, "close");
        thread.setDaemon(true);
        thread.start();
    }
}
