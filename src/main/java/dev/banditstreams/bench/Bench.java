package dev.banditstreams.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs the parts of a benchmark, each as a process, and makes a report of what they tell.
 *
 * <p>{@link #run} belongs to one thread; {@link #stop} may be called by any.
 */
public final class Bench {

    private static final int BROKER_HEAP = 1_024;
    private static final int LOAD_HEAP = 1_024;
    private static final int STORE_HEAP = 256;
    private static final int LEAST_SERVICE_HEAP = 3_072;

    private final BenchOptions options;
    private final JavaCommand java;
    private final Path directory;
    private final @Nullable Path recordTo;
    private final InstantSource clock;
    private final Consumer<String> progress;
    private final List<Child> children = new CopyOnWriteArrayList<>();
    private volatile boolean stopped;

    /**
     * @param options without {@linkplain BenchOptions#problems problems}
     * @param directory for all data and logs; stays the caller's to remove
     * @param recordTo directory for flight recordings; null: none are made
     * @param progress takes lines for people
     */
    public Bench(
            BenchOptions options,
            JavaCommand java,
            Path directory,
            @Nullable Path recordTo,
            InstantSource clock,
            Consumer<String> progress) {
        this.options = options;
        this.java = java;
        this.directory = directory;
        this.recordTo = recordTo;
        this.clock = clock;
        this.progress = progress;
    }

    /** Ends all processes; {@link #run} fails then. */
    public void stop() {
        stopped = true;
        children.forEach(Child::close);
    }

    /**
     * Measures, and leaves no process behind.
     *
     * @throws BenchException if a part fails
     */
    public Report run() throws InterruptedException {
        try {
            return measure();
        } finally {
            stop();
        }
    }

    private Report measure() throws InterruptedException {
        Instant began = clock.instant();
        Child broker = start("broker", BROKER_HEAP, directory.resolve("data").toString());
        Endpoints endpoints = Parts.read(broker.await(), Endpoints.class);
        Child store = options.misses().any()
                ? start("store", STORE_HEAP, Integer.toString(options.misses().millis()))
                : null;
        UserStore.Address address = store == null ? null : Parts.read(store.await(broker), UserStore.Address.class);
        ServiceFile file = new ServiceFile(options, endpoints, address, directory);
        Child service = start("service", serviceHeap(), file.ofService().toString());
        int port = Parts.read(service.await(broker), Integer.class);
        progress.accept("broker and service are up; publishing " + options.items() + " items");
        Child setUp = start("set-up", LOAD_HEAP, Parts.json(new SetUpPlan(options, endpoints, port)));
        setUp.await(broker, service);
        setUp.close();
        double setUpSeconds = Duration.between(began, clock.instant()).toMillis() / 1e3;
        progress.accept(String.format(Locale.ROOT, "set up in %.0f s; load begins", setUpSeconds));
        LoadPlan.Store storePlan =
                store == null || address == null ? null : new LoadPlan.Store(store.pid(), address.metricsPort());
        LoadResult measured = load("a", "", endpoints, broker, service, port, storePlan);
        if (options.rate() != null || storePlan != null) {
            return Reports.of(options, measured, null, setUpSeconds);
        }
        progress.accept(String.format(
                Locale.ROOT,
                "%.0f requests/s, %.0f predictions/s; now the transport ceiling",
                measured.requestsPerSecond(),
                measured.requestsPerSecond() * options.candidates()));
        service.stop();
        Child ceiling =
                start("ceiling", serviceHeap(), file.ofCeiling().toString(), Integer.toString(measured.answerBytes()));
        int ceilingPort = Parts.read(ceiling.await(broker), Integer.class);
        LoadResult transport = load("b", ServiceFile.CEILING_PREFIX, endpoints, broker, ceiling, ceilingPort, null);
        return Reports.of(options, measured, transport, setUpSeconds);
    }

    private LoadResult load(
            String phase,
            String topicPrefix,
            Endpoints endpoints,
            Child broker,
            Child service,
            int metricsPort,
            LoadPlan.@Nullable Store store)
            throws InterruptedException {
        LoadPlan plan = new LoadPlan(
                options,
                phase + String.format(Locale.ROOT, "%05x", options.seed() & 0xfffff),
                endpoints,
                topicPrefix,
                !topicPrefix.isEmpty(),
                broker.pid(),
                service.pid(),
                metricsPort,
                store,
                recordTo == null ? null : recordTo.toString());
        Child load = start("load", LOAD_HEAP, Parts.json(plan));
        LoadResult result = Parts.read(load.await(broker, service), LoadResult.class);
        load.close();
        return result;
    }

    /** An item takes about a kilobyte, and a young generation has to fit beside them. */
    private int serviceHeap() {
        return Math.max(LEAST_SERVICE_HEAP, 1_024 + options.items() / 512);
    }

    private Child start(String name, int heapMiB, String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = name;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        List<String> more = recordTo == null ? List.of() : FlightRecordings.OPTIONS;
        Path log = directory.resolve(name + children.size() + ".log");
        Child child = Child.start(name, java.of(heapMiB, more, all), log, progress);
        children.add(child);
        if (stopped) {
            child.close();
        }
        return child;
    }
}
