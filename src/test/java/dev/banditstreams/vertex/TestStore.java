package dev.banditstreams.vertex;

import dev.banditstreams.demo.FakeFeatureStore;
import dev.banditstreams.demo.StoreView;
import dev.banditstreams.demo.StoredEntity;
import dev.banditstreams.features.FeatureAnswer;
import dev.banditstreams.features.FeatureQuery;
import dev.banditstreams.features.FeatureRead;
import dev.banditstreams.features.Timers;
import dev.banditstreams.model.EntityType;
import dev.banditstreams.model.FeatureValue;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A fake with made-up users, and clients for it. */
final class TestStore implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    static final long GENERATED = NOW.toEpochMilli() - 5_000;

    /** Every type that Vertex AI has and the service takes. */
    static final Map<String, FeatureValue> VALUES = Map.of(
            "flag", new FeatureValue.Flag(false),
            "whole", new FeatureValue.Whole(Long.MIN_VALUE),
            "real", new FeatureValue.Real(-0.5),
            "text", new FeatureValue.Text("ÄÖ"),
            "flags", new FeatureValue.Many(List.of(new FeatureValue.Flag(true), new FeatureValue.Flag(false))),
            "wholes", new FeatureValue.Many(List.of(new FeatureValue.Whole(0), new FeatureValue.Whole(7))),
            "reals", new FeatureValue.Many(List.of(new FeatureValue.Real(Double.NaN))),
            "texts", new FeatureValue.Many(List.of(new FeatureValue.Text(""), new FeatureValue.Text("b"))));

    static final Timers TIMERS = new Timers() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public Timer after(Duration delay, Runnable action) {
            throw new UnsupportedOperationException("the adapters need no timer");
        }
    };

    private static final long SEED = 4;
    private static final Duration GENEROUS = Duration.ofSeconds(30);

    final FakeFeatureStore fake;

    TestStore() throws IOException {
        this(0);
    }

    TestStore(int port) throws IOException {
        List<String> columns = java.util.stream.Stream.concat(
                        VALUES.keySet().stream().sorted(), java.util.stream.Stream.of("bytes", "blank"))
                .toList();
        fake = FakeFeatureStore.start(
                port,
                Map.of(
                        "users",
                        new StoreView(
                                columns,
                                id -> id.startsWith("gone")
                                        ? Optional.empty()
                                        : Optional.of(new StoredEntity(VALUES, GENERATED))),
                        "items",
                        new StoreView(List.of("clicks", "updated"), TestStore::item)),
                SEED);
    }

    /** Without times of their own: `said-...` has a feature for it. */
    private static Optional<StoredEntity> item(String id) {
        FeatureValue clicks =
                id.startsWith("bytes") ? new FeatureValue.Bytes(new byte[] {0, -1}) : new FeatureValue.Whole(3);
        Map<String, FeatureValue> values = id.startsWith("said")
                ? Map.of("clicks", clicks, "updated", new FeatureValue.Whole(1_000))
                : id.startsWith("empty") ? Map.of() : Map.of("clicks", clicks);
        return Optional.of(new StoredEntity(values, -1));
    }

    VertexOptions options(VertexApi api) {
        return options(api, fake.endpoint(), "users");
    }

    static VertexOptions options(VertexApi api, String endpoint, String userView) {
        return new VertexOptions(
                api,
                endpoint,
                true,
                "p",
                "europe-west1",
                "s",
                new VertexOptions.View(userView, List.of(), ""),
                new VertexOptions.View("items", List.of("clicks"), "updated"),
                Duration.ofMinutes(1),
                16 << 20,
                2);
    }

    Vertex client(VertexApi api) {
        return open(options(api));
    }

    static Vertex open(VertexOptions options) {
        return Vertex.open(options, TIMERS, InstantSource.fixed(NOW));
    }

    static FeatureQuery users(List<String> features, String... ids) {
        return users(GENEROUS, features, Set.copyOf(Arrays.asList(ids)));
    }

    static FeatureQuery users(Duration within, List<String> features, Set<String> ids) {
        return new FeatureQuery(EntityType.USER, ids, features, TIMERS.nanos() + within.toNanos());
    }

    static FeatureQuery items(String... ids) {
        return new FeatureQuery(EntityType.ITEM, Set.of(ids), List.of(), TIMERS.nanos() + GENEROUS.toNanos());
    }

    static Set<String> ids(int count) {
        return IntStream.range(0, count).mapToObj(i -> "u" + i).collect(Collectors.toSet());
    }

    static Map<String, FeatureAnswer> answers(FeatureRead read) throws Exception {
        CompletableFuture<Map<String, FeatureAnswer>> done = new CompletableFuture<>();
        read.onDone(done::complete);
        return done.get(1, TimeUnit.MINUTES);
    }

    static Map<String, FeatureAnswer> answers(Vertex vertex, FeatureQuery query) throws Exception {
        return answers(vertex.read(query));
    }

    @Override
    public void close() {
        fake.close();
    }
}
