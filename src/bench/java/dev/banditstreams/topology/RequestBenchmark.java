package dev.banditstreams.topology;

import dev.banditstreams.bandit.PolicyKind;
import dev.banditstreams.codec.Codec;
import dev.banditstreams.codec.Codecs;
import dev.banditstreams.codec.Decoded;
import dev.banditstreams.demo.EmbeddedRegistry;
import dev.banditstreams.jmh.CpuTime;
import dev.banditstreams.metrics.DeadLetterMeters;
import dev.banditstreams.metrics.Metrics;
import dev.banditstreams.metrics.ScoringMeters;
import dev.banditstreams.model.ArmKey;
import dev.banditstreams.model.ArmState;
import dev.banditstreams.model.CandidateSet;
import dev.banditstreams.model.EntityState;
import dev.banditstreams.model.ItemIds;
import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.ScoringRequest;
import dev.banditstreams.model.SourcePosition;
import dev.banditstreams.topology.ScoringOptions.ItemFeatures;
import dev.banditstreams.topology.ScoringOptions.Prior;
import dev.banditstreams.topology.ScoringOptions.Priors;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.processor.api.Record;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A request of 400 candidates, top 20, by its parts and whole, from the bytes of its record to those of its answer; in
 * ns a request. The items of 4,000 requests lie scattered over the whole table, as in life.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx3g", "-XX:+UseParallelGC", "-XX:+UseTransparentHugePages"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RequestBenchmark {

    private static final int CANDIDATES = 400;
    private static final int K = 20;
    private static final int REQUESTS = 4_000;
    private static final long NOW = 1_700_000_000_000L;

    @Param({"10000", "1000000"})
    public int items;

    private final SplittableRandom random = new SplittableRandom(1);
    private final ItemFeatures names = new ItemFeatures("impressions", "clicks", "active", "rate", "strength", "group");
    private final Priors priors = Priors.of(new Prior(0.02, 1_000, 50));
    private final ItemTable table = new ItemTable(names, priors);
    private final SetTable sets = new SetTable(table);
    private final Candidates candidates = new Candidates(table);
    private final IdColumns ids = new IdColumns();
    private final int[] found = new int[CANDIDATES];
    private final Metrics metrics = new Metrics();

    private final byte[][] listed = new byte[REQUESTS][];
    private final byte[][] named = new byte[REQUESTS][];
    private final ItemIds[] lists = new ItemIds[REQUESTS];

    private EmbeddedRegistry registry;
    private Codecs codecs;
    private Codec<ScoringRequest> requests;
    private Codec<Recommendation> recommendations;
    private Recommendation answer;
    private Rank rank;
    private final LastForwarded context = new LastForwarded(NOW);
    private int next;

    @Setup
    public void prepare() {
        registry = EmbeddedRegistry.start(0);
        codecs = new Codecs(Map.of("schema.registry.url", registry.url()));
        requests = codecs.scoringRequests("scoring-requests");
        recommendations = codecs.recommendations("recommendations");
        for (int i = 0; i < items; i++) {
            table.putItem(id(i), new EntityState(id(i), 1, Map.of(), EntityState.Origin.PRODUCER, 1));
            long trials = (long) (30 * Math.pow(10_000, random.nextDouble()));
            long successes = (long) (trials * (0.005 + 0.045 * random.nextDouble()) * 1e6);
            table.putArm(
                    new ArmKey(id(i), "all").encode(),
                    new ArmState(
                            id(i), "all", trials, successes, trials * 1_000_000 - successes, 0, 0, i, 0, List.of()));
        }
        for (int s = 0; s < 100; s++) {
            sets.put("set-" + s, new CandidateSet("set-" + s, someIds(), 1));
        }
        for (int r = 0; r < REQUESTS; r++) {
            listed[r] = requests.encode(new ScoringRequest(
                    "request-" + r, "user-" + r, "home", someIds(), null, K, List.of(), null, NOW, Map.of()));
            named[r] = requests.encode(new ScoringRequest(
                    "request-" + r,
                    "user-" + r,
                    "home",
                    List.of(),
                    "set-" + r % 100,
                    K,
                    List.of(),
                    null,
                    NOW,
                    Map.of()));
            lists[r] = read(listed[r]).candidates();
        }
        rank = new Rank(deployment(), options(), table, new CommitPacing.Paces(), new ScoringMeters(metrics));
        rank.init(context);
        answer = ((Decoded.Value<Recommendation>) recommendations.decode(rank(listed[0]))).value();
    }

    @TearDown
    public void close() {
        codecs.close();
        registry.close();
        metrics.close();
    }

    @Benchmark
    public int decode(CpuTime time) {
        time.add(1);
        return read(listed[turn()]).candidates().size();
    }

    @Benchmark
    public int hash(CpuTime time) {
        time.add(1);
        ids.fill(lists[turn()]);
        return ids.count;
    }

    @Benchmark
    public int hashAndLookUp(CpuTime time) {
        time.add(1);
        ids.fill(lists[turn()]);
        table.index().find(ids, found);
        return found[0];
    }

    @Benchmark
    public byte[] encode(CpuTime time) {
        time.add(1);
        return recommendations.encode(answer);
    }

    @Benchmark
    public byte[] wholeByIds(CpuTime time) {
        time.add(1);
        return rank(listed[turn()]);
    }

    @Benchmark
    public byte[] wholeBySet(CpuTime time) {
        time.add(1);
        return rank(named[turn()]);
    }

    /** What the nodes accept-requests, enrich and rank do, without Streams and without the user's store. */
    private byte[] rank(byte[] bytes) {
        ScoringRequest request = read(bytes);
        String set = request.candidateSet();
        if (set == null) {
            candidates.take(request.candidates(), request.exclude());
        } else {
            candidates.take(sets.members(set), request.exclude());
        }
        Accepted<ScoringRequest> accepted = new Accepted<>(
                request.userId(),
                request,
                new SourcePosition("scoring-requests", 0, next),
                NOW,
                Bytes.utf8(request.userId()),
                bytes);
        rank.process(
                new Record<>(request.userId(), new EnrichedRequest(accepted, "all", candidates, Shortfall.NONE), NOW));
        return (byte[]) context.value();
    }

    private ScoringRequest read(byte[] bytes) {
        return ((Decoded.Value<ScoringRequest>) requests.decode(bytes)).value();
    }

    private int turn() {
        next = (next + 1) % REQUESTS;
        return next;
    }

    private List<String> someIds() {
        return random.ints(0, items)
                .distinct()
                .limit(CANDIDATES)
                .mapToObj(RequestBenchmark::id)
                .toList();
    }

    private static String id(int i) {
        return "item-" + (1_000_000 + i);
    }

    private ScoringOptions options() {
        ScoringOptions.Waiting waiting =
                new ScoringOptions.Waiting(ScoringOptions.UnknownSet.REFUSE, 150, 10_000, 1, 1);
        Placements placements =
                new Placements(Placement.of(new Placement.Variant(PolicyKind.THOMPSON, "1", 1, 0)), Map.of());
        return new ScoringOptions("cohort", List.of(), placements, waiting, null, 0, 0, priors, names);
    }

    private Deployment deployment() {
        return new Deployment(
                new TopicNames(""),
                codecs,
                new Limits(1_000_000, 1_024, 5_000, 1_000, 300_000, true),
                new PartitionCounts(Map.of("scoring-requests", 1)),
                new DeadLetterMeters(metrics),
                InstantSource.system(),
                StateStores.persistent(),
                "benchmark");
    }
}
