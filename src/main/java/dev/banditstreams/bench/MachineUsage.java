package dev.banditstreams.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Processor time of the whole machine, in the kernel's ticks.
 *
 * @param busy everything but idling and waiting for disks
 */
record MachineUsage(long busy, long all) {

    private static final Path STAT = Path.of("/proc/stat");
    private static final int IDLE = 4;
    private static final int IO_WAIT = 5;
    private static final int STEAL = 8;

    /** Null where the system does not tell. */
    static @Nullable MachineUsage now() {
        try (var lines = Files.lines(STAT)) {
            return of(lines.findFirst().orElse(""));
        } catch (IOException e) {
            return null;
        }
    }

    /** @param line {@code cpu user nice system idle iowait irq softirq steal ...} */
    static @Nullable MachineUsage of(String line) {
        String[] columns = line.strip().split("\\s+", -1);
        if (!columns[0].equals("cpu") || columns.length <= STEAL) {
            return null;
        }
        long busy = 0;
        long all = 0;
        for (int i = 1; i <= STEAL; i++) {
            long ticks = Long.parseLong(columns[i]);
            all += ticks;
            busy += i == IDLE || i == IO_WAIT ? 0 : ticks;
        }
        return new MachineUsage(busy, all);
    }

    /** Share of the machine's processor time since then that was used, by whomever. */
    double busySince(MachineUsage before) {
        return all == before.all ? 0 : (double) (busy - before.busy) / (all - before.all);
    }
}
