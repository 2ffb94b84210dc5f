package dev.banditstreams.cli;

import dev.banditstreams.config.Settings;
import dev.banditstreams.demo.EmbeddedBroker;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;

/** The processes of {@code ./bandit chaos}; each writes its port as a line, and ends with its parent. */
@Command(name = "chaos-part", hidden = true, description = "A process of a run with faults; started by chaos.")
final class ChaosPartCommand {

    @CommandLine.Spec
    private CommandSpec spec;

    @Command(name = "broker")
    int broker(@Parameters Path directory, @Parameters int port) throws InterruptedException {
        ParentProcess.endWithIt();
        EmbeddedBroker broker = EmbeddedBroker.start(directory, port);
        // It ends with the hook and not before.
        var unused = Termination.closing(broker);
        line(broker.port());
        new CountDownLatch(1).await();
        return CommandLine.ExitCode.OK;
    }

    @Command(name = "service")
    int service(@Parameters Path config) throws InterruptedException {
        ParentProcess.endWithIt();
        Logging.running();
        return RunCommand.serve(Settings.read(config, Map.of()), this::line);
    }

    private void line(int port) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(port);
        out.flush();
    }
}
