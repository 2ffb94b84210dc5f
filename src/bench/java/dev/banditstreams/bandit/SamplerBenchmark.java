package dev.banditstreams.bandit;

import dev.banditstreams.jmh.CpuTime;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;
import org.apache.commons.rng.sampling.distribution.ChengBetaSampler;
import org.apache.commons.rng.sampling.distribution.SharedStateContinuousSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One draw for each of 400 arms, in ns a draw. Others' samplers are held for each arm (reused), which only suits arms
 * that don't change, or made anew for each draw (fresh).
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Fork(2)
@Warmup(iterations = 3, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@OperationsPerInvocation(Arms.COUNT)
public class SamplerBenchmark {

    @Param({"1/1", "47/1000", "9/3566", "mix", "0.05/2"})
    public String arms;

    private final double[] result = new double[Arms.COUNT];
    private final long[] items = IntStream.range(0, Arms.COUNT)
            .mapToLong(i -> Seeds.item("item-" + i))
            .toArray();
    private final RandomGenerator well = new Well19937c(1);
    private final UniformRandomProvider xoroshiro = RandomSource.XO_RO_SHI_RO_128_PP.create(1L);
    private final BetaDistribution[] distributions = new BetaDistribution[Arms.COUNT];
    private final SharedStateContinuousSampler[] cheng = new SharedStateContinuousSampler[Arms.COUNT];
    private final SharedStateContinuousSampler[] gammaAlpha = new SharedStateContinuousSampler[Arms.COUNT];
    private final SharedStateContinuousSampler[] gammaBeta = new SharedStateContinuousSampler[Arms.COUNT];
    private double[] alpha = {};
    private double[] beta = {};
    private double[] scaleAlpha = {};
    private double[] scaleBeta = {};
    private long seed;

    @Setup
    public void prepare() {
        Arms made = new Arms(arms);
        alpha = made.alpha;
        beta = made.beta;
        scaleAlpha = Arrays.stream(alpha).map(BetaSampler::scale).toArray();
        scaleBeta = Arrays.stream(beta).map(BetaSampler::scale).toArray();
        for (int i = 0; i < Arms.COUNT; i++) {
            distributions[i] = new BetaDistribution(well, alpha[i], beta[i]);
            cheng[i] = ChengBetaSampler.of(xoroshiro, alpha[i], beta[i]);
            gammaAlpha[i] = AhrensDieterMarsagliaTsangGammaSampler.of(xoroshiro, alpha[i], 1);
            gammaBeta[i] = AhrensDieterMarsagliaTsangGammaSampler.of(xoroshiro, beta[i], 1);
        }
    }

    /** As the service draws: odds of all candidates at once. */
    @Benchmark
    public double[] ours(CpuTime cpu) {
        cpu.add(Arms.COUNT);
        BetaSampler.oddsAgainst(++seed, items, alpha, beta, scaleAlpha, scaleBeta, Arms.COUNT, result);
        return result;
    }

    /** One draw, the scales computed anew. */
    @Benchmark
    public double[] oursOneByOne(CpuTime cpu) {
        cpu.add(Arms.COUNT);
        seed++;
        for (int i = 0; i < Arms.COUNT; i++) {
            result[i] = BetaSampler.sample(seed, items[i], alpha[i], beta[i]);
        }
        return result;
    }

    @Benchmark
    public double[] commonsMathReused(CpuTime cpu) {
        cpu.add(Arms.COUNT);
        for (int i = 0; i < Arms.COUNT; i++) {
            result[i] = distributions[i].sample();
        }
        return result;
    }

    @Benchmark
    public double[] commonsMathFresh(CpuTime cpu) {
        cpu.add(Arms.COUNT);
        for (int i = 0; i < Arms.COUNT; i++) {
            result[i] = new BetaDistribution(well, alpha[i], beta[i]).sample();
        }
        return result;
    }

    @Benchmark
    public double[] commonsRngChengReused(CpuTime cpu) {
        cpu.add(Arms.COUNT);
        for (int i = 0; i < Arms.COUNT; i++) {
            result[i] = cheng[i].sample();
        }
        return result;
    }

    @Benchmark
    public double[] commonsRngChengFresh(CpuTime cpu) {
        cpu.add(Arms.COUNT);
        for (int i = 0; i < Arms.COUNT; i++) {
            result[i] = ChengBetaSampler.of(xoroshiro, alpha[i], beta[i]).sample();
        }
        return result;
    }

    @Benchmark
    public double[] commonsRngTwoGammasReused(CpuTime cpu) {
        cpu.add(Arms.COUNT);
        for (int i = 0; i < Arms.COUNT; i++) {
            double x = gammaAlpha[i].sample();
            result[i] = x / (x + gammaBeta[i].sample());
        }
        return result;
    }

    @Benchmark
    public double[] commonsRngTwoGammasFresh(CpuTime cpu) {
        cpu.add(Arms.COUNT);
        for (int i = 0; i < Arms.COUNT; i++) {
            double x = AhrensDieterMarsagliaTsangGammaSampler.of(xoroshiro, alpha[i], 1)
                    .sample();
            double y = AhrensDieterMarsagliaTsangGammaSampler.of(xoroshiro, beta[i], 1)
                    .sample();
            result[i] = x / (x + y);
        }
        return result;
    }
}
