package dev.banditstreams.metrics;

import com.sun.management.ThreadMXBean;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;

/**
 * Bytes that all threads have allocated, read from the threads at each scrape.
 *
 * <p>{@code jvm.gc.memory.allocated} moves once a collection, by as much as a young generation: hundreds of MiB. This
 * one misses only what a thread allocated between the last scrape and its end. JVMs that don't count have no such
 * meter.
 */
final class AllocationMeter implements MeterBinder {

    private final Map<Long, Long> byThread = new HashMap<>();
    private long total;

    @Override
    public void bindTo(MeterRegistry registry) {
        if (ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads
                && threads.isThreadAllocatedMemorySupported()) {
            FunctionCounter.builder("jvm.threads.allocated", threads, this::bytes)
                    .description("Bytes that all threads have allocated on the heap")
                    .baseUnit("bytes")
                    .register(registry);
        }
    }

    private synchronized double bytes(ThreadMXBean threads) {
        long[] ids = threads.getAllThreadIds();
        long[] allocated = threads.getThreadAllocatedBytes(ids);
        Map<Long, Long> now = new HashMap<>();
        for (int i = 0; i < ids.length; i++) {
            if (allocated[i] >= 0) {
                total += allocated[i] - byThread.getOrDefault(ids[i], 0L);
                now.put(ids[i], allocated[i]);
            }
        }
        byThread.clear();
        byThread.putAll(now);
        return total;
    }
}
