package dev.banditstreams.bench;

/**
 * What is read at the ends of a slice: little, and quickly.
 *
 * @param cpu microseconds of each process since its start
 */
record SliceReading(InFlight.Progress progress, MissFigures.Cpu cpu) {

    static SliceReading now(LoadPlan plan, InFlight inFlight, LoadPlan.Store store) {
        return new SliceReading(
                inFlight.progress(),
                new MissFigures.Cpu(
                        new ProcessUsage(plan.brokerPid()).cpuMicros(),
                        new ProcessUsage(plan.servicePid()).cpuMicros(),
                        new ProcessUsage(ProcessHandle.current().pid()).cpuMicros(),
                        new ProcessUsage(store.pid()).cpuMicros()));
    }
}
