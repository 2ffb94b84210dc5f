package dev.banditstreams.jmh;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Processor time of the benchmark's thread, which other work on the machine doesn't count into as it does into JMH's
 * own figure. A benchmark takes this as its argument and says how many operations every call makes. Garbage collection
 * is in other threads and not included.
 */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class CpuTime {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Both are summed over iterations and forks: what an operation takes is their ratio. */
    public long cpuNanos;

    public long operations;

    private long began;
    private long made;

    @Setup(Level.Iteration)
    public void begin() {
        made = 0;
        began = THREADS.getCurrentThreadCpuTime();
    }

    public void add(int count) {
        made += count;
    }

    @TearDown(Level.Iteration)
    public void end() {
        cpuNanos = THREADS.getCurrentThreadCpuTime() - began;
        operations = made;
    }
}
