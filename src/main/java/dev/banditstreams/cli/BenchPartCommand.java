package dev.banditstreams.cli;

import dev.banditstreams.bench.Endpoints;
import dev.banditstreams.bench.Parts;
import dev.banditstreams.bench.UserStore;
import dev.banditstreams.config.Keys;
import dev.banditstreams.config.Settings;
import dev.banditstreams.demo.DataDirectory;
import dev.banditstreams.demo.EmbeddedCluster;
import dev.banditstreams.demo.FakeFeatureStore;
import dev.banditstreams.demo.StoreBehaviour;
import dev.banditstreams.demo.StoreLatency;
import dev.banditstreams.demo.StoreView;
import dev.banditstreams.demo.StoredEntity;
import dev.banditstreams.model.FeatureValue;
import dev.banditstreams.runtime.Health;
import dev.banditstreams.runtime.TransportCeiling;
import dev.banditstreams.web.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        ParentProcess.endWithIt();
        try (DataDirectory data = DataDirectory.open(directory);
                EmbeddedCluster cluster = EmbeddedCluster.start(data, Map.of())) {
            line(Parts.done(new Endpoints(cluster.bootstrapServers(), cluster.registryUrl())));
            new CountDownLatch(1).await();
        }
        return CommandLine.ExitCode.OK;
    }

    @Command(name = "service")
    int service(@Parameters Path config) throws InterruptedException {
        ParentProcess.endWithIt();
        return RunCommand.serve(Settings.read(config, Map.of()), port -> line(Parts.done(port)));
    }

    @Command(name = "ceiling")
    int ceiling(@Parameters Path config, @Parameters int answerBytes) throws InterruptedException {
        ParentProcess.endWithIt();
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

    /** The feature store: it knows every user, after some time. */
    @Command(name = "store")
    int store(@Parameters int millis) throws IOException, InterruptedException {
        ParentProcess.endWithIt();
        Map<String, FeatureValue> features = UserStore.features();
        Optional<StoredEntity> user =
                Optional.of(new StoredEntity(features, InstantSource.system().millis()));
        StoreView view = new StoreView(List.copyOf(features.keySet()), id -> user);
        try (FakeFeatureStore store = FakeFeatureStore.start(0, Map.of(UserStore.VIEW, view), 1);
                HttpServer http = HttpServer.start(
                        "127.0.0.1",
                        0,
                        () -> new Health(true, "up"),
                        () -> new Health(true, "up"),
                        () -> UserStore.READS + " " + store.counters().entities() + "\n")) {
            store.behave(StoreBehaviour.HEALTHY.after(StoreLatency.fixed(millis)));
            line(Parts.done(new UserStore.Address(store.endpoint(), http.port())));
            new CountDownLatch(1).await();
        }
        return CommandLine.ExitCode.OK;
    }

    @Command(name = "set-up")
    int setUp(@Parameters String plan) throws InterruptedException {
        ParentProcess.endWithIt();
        Parts.setUp(plan, InstantSource.system(), this::line);
        return CommandLine.ExitCode.OK;
    }

    @Command(name = "load")
    int load(@Parameters String plan) throws InterruptedException {
        ParentProcess.endWithIt();
        Parts.load(plan, InstantSource.system(), this::line);
        return CommandLine.ExitCode.OK;
    }

    private synchronized void line(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
