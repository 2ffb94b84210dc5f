package dev.banditstreams.bench;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/**
 * All meters at one moment.
 *
 * @param compilerMillis of the service and of this process
 * @param folded outcomes that were added to their arms
 */
record Reading(
        long nanos,
        long answered,
        Report.CpuMicros cpuMicros,
        double storeMicros,
        @Nullable MachineUsage machine,
        double allocatedBytes,
        double compilerMillis,
        double folded,
        long rewardsSent) {

    /** Reads what is cheap and moves fast first: a scrape takes some milliseconds. */
    static Reading now(LoadPlan plan, ServiceMetrics metrics, InFlight inFlight, long rewardsSent)
            throws InterruptedException {
        long nanos = System.nanoTime();
        long answered = inFlight.answered();
        MachineUsage machine = MachineUsage.now();
        Report.CpuMicros cpu = new Report.CpuMicros(
                new ProcessUsage(plan.brokerPid()).cpuMicros(),
                new ProcessUsage(plan.servicePid()).cpuMicros(),
                new ProcessUsage(ProcessHandle.current().pid()).cpuMicros());
        ServiceMetrics.Scrape scrape = metrics.scrape();
        return new Reading(
                nanos,
                answered,
                cpu,
                plan.store() == null ? 0 : new ProcessUsage(plan.store().pid()).cpuMicros(),
                machine,
                scrape.allocatedBytes(),
                scrape.compilerMillis() + ownCompilerMillis(),
                scrape.sum("bandit_outcomes_folded_total"),
                rewardsSent);
    }

    double secondsSince(Reading before) {
        return (nanos - before.nanos) / 1e9;
    }

    /** Of each process, for each request that was answered since then. */
    Report.CpuMicros cpuMicrosPerRequestSince(Reading before) {
        double requests = Math.max(1, answered - before.answered);
        return new Report.CpuMicros(
                (cpuMicros.broker() - before.cpuMicros.broker()) / requests,
                (cpuMicros.service() - before.cpuMicros.service()) / requests,
                (cpuMicros.load() - before.cpuMicros.load()) / requests);
    }

    /** Share of the machine's processor time that none of the processes used; null where it is not known. */
    @Nullable
    Double othersShareSince(Reading before) {
        if (machine == null || before.machine == null) {
            return null;
        }
        double cores = ManagementFactory.getOperatingSystemMXBean().getAvailableProcessors();
        double ours = cpuMicros.broker()
                - before.cpuMicros.broker()
                + cpuMicros.service()
                - before.cpuMicros.service()
                + cpuMicros.load()
                - before.cpuMicros.load()
                + storeMicros
                - before.storeMicros;
        return Math.max(0, machine.busySince(before.machine) - ours / 1e6 / secondsSince(before) / cores);
    }

    private static long ownCompilerMillis() {
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        return compiler != null && compiler.isCompilationTimeMonitoringSupported()
                ? compiler.getTotalCompilationTime()
                : 0;
    }
}
