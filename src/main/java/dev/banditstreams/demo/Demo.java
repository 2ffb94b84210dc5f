package dev.banditstreams.demo;

import dev.banditstreams.codec.Codecs;
import dev.banditstreams.config.Keys;
import dev.banditstreams.config.Settings;
import dev.banditstreams.demo.Snapshot.Phase;
import dev.banditstreams.runtime.ClientSettings;
import dev.banditstreams.runtime.Service;
import dev.banditstreams.simulation.World;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * The whole service on one machine, for a while: broker, registry, feature store, topics, service and traffic.
 *
 * <p>{@link #run} belongs to one thread; {@link #stop} may be called by any.
 */
public final class Demo {

    private static final Duration READY_LIMIT = Duration.ofSeconds(60);
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(30);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(4);
    private static final long LOOK_MILLIS = 20;

    private final DemoOptions options;
    private final Screen screen;
    private final Instant asked;
    private final InstantSource clock;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable DataDirectory data;

    /**
     * @param options without {@linkplain DemoOptions#problems problems}
     * @param asked when somebody began to wait for the demo
     */
    public Demo(DemoOptions options, Screen screen, Instant asked, InstantSource clock) {
        this.options = options;
        this.screen = screen;
        this.asked = asked;
        this.clock = clock;
    }

    /**
     * Makes {@link #run} end without a report, and waits until everything is closed, but not for long: what still runs
     * then is to end with the process, and its temporary files are removed here.
     */
    public void stop() throws InterruptedException {
        stopped.countDown();
        boolean closed = ended.await(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        DataDirectory left = data;
        if (!closed && left != null) {
            left.close();
        }
    }

    /**
     * Shows everything, then leaves nothing behind but the directory that is to be kept.
     *
     * @return empty if it was stopped
     * @throws RuntimeException if any part fails
     */
    public Optional<Report> run() throws InterruptedException {
        try (DataDirectory directory = DataDirectory.open(options.keep())) {
            data = directory;
            return show(directory);
        } finally {
            ended.countDown();
        }
    }

    private Optional<Report> show(DataDirectory directory) throws InterruptedException {
        World world = new World(options.seed(), options.world());
        try (FakeFeatureStore store = WorldStore.start(world, clock.millis());
                EmbeddedCluster cluster = EmbeddedCluster.start(
                        directory, options.kafkaPort(), options.registryPort(), extra(world, store))) {
            Settings settings = cluster.settings();
            say(
                    "Kafka listens on %s, the schema registry on %s; data goes to %s.",
                    cluster.bootstrapServers(), cluster.registryUrl(), directory.path());
            say("A fake of Vertex AI Feature Store listens on %s%s.", store.endpoint(), behaviour());
            try (Codecs codecs = new Codecs(settings.confluent());
                    Service service = new Service(settings, clock)) {
                if (!start(service, world, settings, codecs)) {
                    return Optional.empty();
                }
                say("The service is ready after %.1f s.", sinceAsked());
                store.play(options.store().behaviour());
                try (Traffic traffic = Traffic.start(options, world, settings, codecs, clock)) {
                    return watch(traffic, service)
                            ? Optional.of(traffic.report(options, features(service)))
                            : Optional.empty();
                }
            }
        }
    }

    private Map<String, String> extra(World world, FakeFeatureStore store) {
        Map<String, String> extra = new HashMap<>(WorldStore.settings(store));
        extra.put(Keys.COHORT_FEATURE.key(), World.COHORT_FEATURE);
        extra.put(Keys.COHORTS.key(), String.join(",", world.cohorts()));
        extra.putAll(options.settings());
        return extra;
    }

    private String behaviour() {
        return (options.store().script() == null
                        ? ""
                        : ", behaves as " + options.store().script() + " says")
                + (options.store().cold() ? ", and alone knows the users and items" : "");
    }

    private static FeatureFigures features(Service service) {
        return FeatureFigures.of(service.scrape());
    }

    private boolean start(Service service, World world, Settings settings, Codecs codecs) throws InterruptedException {
        Features features = new Features(settings);
        CompletableFuture<Void> publishing = options.store().cold()
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.runAsync(() -> features.publish(world, codecs, clock.millis()));
        service.start();
        publishing.join();
        Standstill waiting = new Standstill(READY_LIMIT, clock);
        try (Admin admin = Admin.create(ClientSettings.admin(settings))) {
            return until(() -> {
                check(service);
                if (waiting.at(service.ready())) {
                    throw new IllegalStateException(
                            "the service did not start: " + service.ready().reason());
                }
                return service.ready().ok() && features.read(admin);
            });
        }
    }

    /** @return false if the demo was stopped before everything was counted */
    private boolean watch(Traffic traffic, Service service) throws InterruptedException {
        Dashboard dashboard = new Dashboard(options.seconds(), traffic.seen(), () -> features(service));
        Show show = new Show(screen, dashboard, traffic.pace());
        Tally tally = traffic.seen().tally();
        boolean first = until(() -> {
            check(service, traffic);
            return tally.counts().recommendations() > 0 || traffic.sent();
        });
        if (!first) {
            return false;
        }
        say("The first recommendation came after %.1f s.", sinceAsked());
        boolean sent = until(() -> {
            check(service, traffic);
            show.refresh(Phase.SENDING);
            return traffic.sent();
        });
        if (!sent) {
            return false;
        }
        Standstill draining = new Standstill(DRAIN_LIMIT, clock);
        boolean drained = until(() -> {
            check(service, traffic);
            show.refresh(Phase.DRAINING);
            return tally.counts().drained() || draining.at(tally.counts());
        });
        if (drained) {
            traffic.finish();
            show.now(Phase.DONE);
        }
        return drained;
    }

    /** @return false if the demo was stopped before */
    private boolean until(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            if (stopped.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
        return true;
    }

    private static void check(Service service) {
        if (!service.live().ok()) {
            throw new IllegalStateException(service.live().reason());
        }
    }

    private static void check(Service service, Traffic traffic) {
        check(service);
        traffic.check();
    }

    private double sinceAsked() {
        return Duration.between(asked, clock.instant()).toMillis() / 1e3;
    }

    private void say(String format, Object... values) {
        screen.say(String.format(Locale.ROOT, format, values));
    }
}
