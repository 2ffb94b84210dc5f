package dev.banditstreams.bandit;

import dev.banditstreams.jmh.CpuTime;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a request of 400 arms (the mix of {@link Arms}) costs by policy, and its propensities, in ns a request. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
public class PolicyBenchmark {

    private static final int K = 10;
    private static final double T = 6.2e6;

    private final Arms arms = new Arms("mix");
    private final Arms weak = new Arms("weak");
    private final double[] scaleAlpha =
            Arrays.stream(arms.alpha).map(BetaSampler::scale).toArray();
    private final double[] scaleBeta =
            Arrays.stream(arms.beta).map(BetaSampler::scale).toArray();
    private final long[] items = IntStream.range(0, Arms.COUNT)
            .mapToLong(i -> Seeds.item("item-" + i))
            .toArray();
    private final double[] values = new double[Arms.COUNT];
    private final double[] cells = new double[K];
    private final TopK topK = new TopK();
    private final SlatePropensities propensities = new SlatePropensities();
    private int[] slate = {};
    private int[] weakSlate = {};
    private long seed;

    @Setup
    public void serve() {
        slate = thompson(new CpuTime()).clone();
        for (int i = 0; i < Arms.COUNT; i++) {
            values[i] = BetaSampler.oddsAgainst(1, items[i], weak.alpha[i], weak.beta[i]);
        }
        weakSlate = topK.select(values, items, Arms.COUNT, K, 1).clone();
    }

    @Benchmark
    public int[] thompson(CpuTime cpu) {
        cpu.add(1);
        BetaSampler.oddsAgainst(++seed, items, arms.alpha, arms.beta, scaleAlpha, scaleBeta, Arms.COUNT, values);
        return topK.select(values, items, Arms.COUNT, K, seed);
    }

    @Benchmark
    public double[] ucb1(CpuTime cpu) {
        cpu.add(1);
        for (int i = 0; i < Arms.COUNT; i++) {
            values[i] = Ucb1.index(arms.alpha[i] - 1, arms.alpha[i] + arms.beta[i] - 2, T);
        }
        return values;
    }

    @Benchmark
    public double[] klUcb(CpuTime cpu) {
        cpu.add(1);
        for (int i = 0; i < Arms.COUNT; i++) {
            values[i] = KlUcb.index(arms.alpha[i] - 1, arms.alpha[i] + arms.beta[i] - 2, T);
        }
        return values;
    }

    @Benchmark
    public double[] bayesUcb(CpuTime cpu) {
        cpu.add(1);
        for (int i = 0; i < Arms.COUNT; i++) {
            values[i] = BayesUcb.index(arms.alpha[i], arms.beta[i], T);
        }
        return values;
    }

    @Benchmark
    public double[] slateOf10(CpuTime cpu) {
        cpu.add(1);
        propensities.compute(arms.alpha, arms.beta, Arms.COUNT, slate, K, cells);
        return cells;
    }

    @Benchmark
    public double[] slateOf10UnderAWeakPrior(CpuTime cpu) {
        cpu.add(1);
        propensities.compute(weak.alpha, weak.beta, Arms.COUNT, weakSlate, K, cells);
        return cells;
    }

    @Benchmark
    public double[][] tableOf34Top3(CpuTime cpu) {
        cpu.add(1);
        return ThompsonPropensities.table(Arrays.copyOf(arms.alpha, 34), Arrays.copyOf(arms.beta, 34), 3);
    }

    @Benchmark
    public double[][] tableOf46(CpuTime cpu) {
        cpu.add(1);
        return ThompsonPropensities.table(Arrays.copyOf(arms.alpha, 46), Arrays.copyOf(arms.beta, 46), 46);
    }

    @Benchmark
    public double[][] tableOf400Top10(CpuTime cpu) {
        cpu.add(1);
        return ThompsonPropensities.table(arms.alpha, arms.beta, K);
    }
}
