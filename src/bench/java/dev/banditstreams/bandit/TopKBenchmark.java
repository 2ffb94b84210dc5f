package dev.banditstreams.bandit;

import dev.banditstreams.jmh.CpuTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.Warmup;

/** The k best of the 400 draws of a request, in ns a request; 256 requests in turn, so that no branch is learned. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Fork(2)
@Warmup(iterations = 3, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
public class TopKBenchmark {

    private static final int REQUESTS = 256;

    @Param({"10", "20", "50", "100"})
    public int k;

    private final double[][] odds = new double[REQUESTS][Arms.COUNT];
    private final long[] items = new long[Arms.COUNT];
    private final TopK topK = new TopK();
    private int request;

    @Setup
    public void prepare() {
        Arms arms = new Arms("mix");
        for (int i = 0; i < Arms.COUNT; i++) {
            items[i] = Seeds.item("item-" + i);
            for (int r = 0; r < REQUESTS; r++) {
                odds[r][i] = BetaSampler.oddsAgainst(r, items[i], arms.alpha[i], arms.beta[i]);
            }
        }
    }

    @Benchmark
    public int[] ours(CpuTime cpu) {
        cpu.add(1);
        int r = request++ & (REQUESTS - 1);
        return topK.select(odds[r], items, Arms.COUNT, k, r);
    }

    /** Objects, a comparator, a sort, and a sublist of it. */
    @Benchmark
    public List<Scored> boxedSort(CpuTime cpu) {
        cpu.add(1);
        int r = request++ & (REQUESTS - 1);
        List<Scored> scored = new ArrayList<>(Arms.COUNT);
        for (int i = 0; i < Arms.COUNT; i++) {
            scored.add(new Scored(i, odds[r][i]));
        }
        scored.sort(Comparator.comparingDouble(Scored::odds));
        return scored.subList(0, k);
    }

    /** An item and its odds. */
    public record Scored(int index, double odds) {}
}
