package dev.banditstreams.cli;

import dev.banditstreams.bench.Endpoints;
import dev.banditstreams.bench.Parts;
import dev.banditstreams.config.Keys;
import dev.banditstreams.config.Settings;
import dev.banditstreams.demo.DataDirectory;
import dev.banditstreams.demo.EmbeddedCluster;
import dev.banditstreams.runtime.TransportCeiling;
import dev.banditstreams.web.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;

/** The processes of {@code ./bandit bench}. Each ends when its standard input does, and so with its parent. */
@Command(name = "bench-part", hidden = true, description = "A process of the benchmark; started by bench.")
final class BenchPartCommand {

    private static final int PARTITIONS = 4;

    @CommandLine.Spec
    private CommandSpec spec;

    @Command(name = "broker")
    int broker(@Parameters Path directory) throws InterruptedException {
        endWithParent();
        try (DataDirectory data = DataDirectory.open(directory);
                EmbeddedCluster cluster = EmbeddedCluster.start(data, Map.of())) {
            line(Parts.done(new Endpoints(cluster.bootstrapServers(), cluster.registryUrl())));
            new CountDownLatch(1).await();
        }
        return CommandLine.ExitCode.OK;
    }

    @Command(name = "service")
    int service(@Parameters Path config) throws InterruptedException {
        endWithParent();
        return RunCommand.serve(Settings.read(config, Map.of()), port -> line(Parts.done(port)));
    }

    @Command(name = "ceiling")
    int ceiling(@Parameters Path config, @Parameters int answerBytes) throws InterruptedException {
        endWithParent();
        Settings settings = Settings.read(config, Map.of());
        TransportCeiling.createTopics(settings, PARTITIONS);
        try (TransportCeiling ceiling = new TransportCeiling(settings, answerBytes, InstantSource.system());
                HttpServer http = HttpServer.start(
                        settings.get(Keys.HTTP_HOST), 0, ceiling::live, ceiling::ready, ceiling::scrape)) {
            ceiling.start();
            line(Parts.done(http.port()));
            ceiling.awaitFailure();
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    @Command(name = "set-up")
    int setUp(@Parameters String plan) throws InterruptedException {
        endWithParent();
        Parts.setUp(plan, InstantSource.system(), this::line);
        return CommandLine.ExitCode.OK;
    }

    @Command(name = "load")
    int load(@Parameters String plan) throws InterruptedException {
        endWithParent();
        Parts.load(plan, InstantSource.system(), this::line);
        return CommandLine.ExitCode.OK;
    }

    private synchronized void line(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    /** Nothing is ever written to it: it ends when the parent does, or when the parent closes it. */
    private static void endWithParent() {
        Thread watch = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {}
                    } catch (IOException e) {
                        // As good as its end.
                    }
                    Runtime.getRuntime().halt(1);
                },
                "parent");
        watch.setDaemon(true);
        watch.start();
    }
}
