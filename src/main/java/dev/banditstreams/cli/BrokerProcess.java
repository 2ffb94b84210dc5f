package dev.banditstreams.cli;

import dev.banditstreams.chaos.Broker;
import dev.banditstreams.chaos.ChaosException;
import java.time.Duration;

/** The broker as a process; it keeps its port and its data. */
final class BrokerProcess implements Broker {

    private static final int HEAP_MIB = 768;
    private static final Duration START_LIMIT = Duration.ofMinutes(1);
    private static final Duration STOP_LIMIT = Duration.ofMinutes(1);

    private final ChaosProcesses processes;
    private PartProcess process;
    private final int port;

    BrokerProcess(ChaosProcesses processes) throws InterruptedException {
        this.processes = processes;
        process = start(processes, 0);
        port = process.port(START_LIMIT);
    }

    String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void restart() throws InterruptedException {
        process.terminate();
        if (process.exitCodeWithin(STOP_LIMIT).isEmpty()) {
            throw new ChaosException("the broker did not end; the end of its log:\n" + process.tail());
        }
        process = start(processes, port);
        var unused = process.port(START_LIMIT);
    }

    @Override
    public void freeze() {
        process.signal("STOP");
    }

    @Override
    public void thaw() {
        process.signal("CONT");
    }

    private static PartProcess start(ChaosProcesses processes, int port) {
        return processes.start(
                "broker",
                HEAP_MIB,
                "broker",
                processes.directory().resolve("kafka").toString(),
                Integer.toString(port));
    }
}
