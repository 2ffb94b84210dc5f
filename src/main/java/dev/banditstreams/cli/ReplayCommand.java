package dev.banditstreams.cli;

import dev.banditstreams.codec.Codecs;
import dev.banditstreams.config.Keys;
import dev.banditstreams.config.Settings;
import dev.banditstreams.datasets.Campaign;
import dev.banditstreams.datasets.LoggedImpression;
import dev.banditstreams.datasets.OpenBanditDataset;
import dev.banditstreams.demo.DataDirectory;
import dev.banditstreams.demo.EmbeddedCluster;
import dev.banditstreams.replay.LoggedReplay;
import dev.banditstreams.replay.MatchReplay;
import dev.banditstreams.replay.Progress;
import dev.banditstreams.replay.ReplayOptions;
import dev.banditstreams.replay.Replayed;
import dev.banditstreams.replay.ServiceEndpoints;
import dev.banditstreams.runtime.ClientSettings;
import dev.banditstreams.runtime.Service;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code ./bandit replay}. */
@Command(
        name = "replay",
        description = {
            "Drives logged data through the service: one that runs already (--bootstrap-servers, --registry, --config),"
                    + " or, with none of these options, one of its own with a broker in this process.",
            "",
            "--mode logged imports the log: one request and one imported outcome for each row. It needs"
                    + " bandit.imports.allowed=true. Running it again counts nothing twice and completes what was"
                    + " broken off.",
            "--mode match estimates the click rate of the service's policy: where it recommends what the log shows, at the"
                    + " same position, the logged click goes back as a reward; other rows are passed over (Li et al.,"
                    + " 2010).",
            ""
        },
        footer = {
            "",
            "Exit code 1 also where a record became a dead letter or the outcomes differ from the log; the result is"
                    + " printed all the same."
        })
final class ReplayCommand implements Callable<Integer> {

    private static final int EXIT_INTERRUPTED = 130;

    @CommandLine.Spec
    private CommandSpec spec;

    @Option(
            names = "--format",
            defaultValue = "obd",
            description = "Format of the log: ${COMPLETION-CANDIDATES}, the Open Bandit Dataset as published.")
    private Format format;

    @Option(
            names = "--path",
            required = true,
            paramLabel = "DIR",
            description = "Directory of one campaign: its log (e.g. men.csv) and item_context.csv.")
    private Path path;

    @Option(
            names = "--mode",
            defaultValue = "logged",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Mode mode;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "500",
            description =
                    "Mode match: requests of one feedback round; the next begins when the service has learned from"
                            + " its rewards. Default: ${DEFAULT-VALUE}.")
    private int batch;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Part of every request id, and so of every draw. Default: a new one, which is printed.")
    private @Nullable Long seed;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "120",
            description = "Give up when nothing has happened for so long; a restart of the service takes a minute."
                    + " Default: ${DEFAULT-VALUE}.")
    private int timeoutSeconds;

    @Option(names = "--json", description = "Print the result as one JSON object; progress goes to stderr.")
    private boolean json;

    @Mixin
    private Connection connection;

    private enum Format {
        OBD;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private enum Mode {
        LOGGED,
        MATCH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Integer call() {
        if (batch < 1 || timeoutSeconds < 1) {
            throw new ParameterException(spec.commandLine(), "--batch and --timeout have to be at least 1");
        }
        Campaign campaign = switch (format) {
            case OBD -> OpenBanditDataset.read(path);
        };
        ReplayOptions options = new ReplayOptions(
                seed == null ? ThreadLocalRandom.current().nextLong(1L << 32) : seed,
                batch,
                Duration.ofSeconds(timeoutSeconds));
        Watcher watcher = new Watcher(spec.commandLine().getErr());
        watcher.tell(described(campaign) + ", seed " + options.seed());
        return connection.given()
                ? replay(connection.settings(), campaign, options, watcher)
                : replayEmbedded(campaign, options, watcher);
    }

    private static String described(Campaign campaign) {
        long clicks = campaign.impressions().stream()
                .filter(LoggedImpression::clicked)
                .count();
        return "campaign %s with %d rows, %d clicks, %d items, %d users"
                .formatted(
                        campaign.name(),
                        campaign.impressions().size(),
                        clicks,
                        campaign.items().size(),
                        campaign.users().size());
    }

    private int replayEmbedded(Campaign campaign, ReplayOptions options, Watcher watcher) {
        Termination termination = Termination.closing(watcher::stop, EXIT_INTERRUPTED);
        try (DataDirectory data = DataDirectory.open(null);
                EmbeddedCluster cluster = EmbeddedCluster.start(data, Map.of(Keys.IMPORTS_ALLOWED.key(), "true"));
                Service service = new Service(cluster.settings(), InstantSource.system())) {
            watcher.watch(service);
            watcher.tell("broker, registry and service of its own, on " + cluster.bootstrapServers() + " and "
                    + cluster.registryUrl());
            service.start();
            return replay(cluster.settings(), campaign, options, watcher);
        } finally {
            watcher.ended();
            termination.cancel();
        }
    }

    private int replay(Settings settings, Campaign campaign, ReplayOptions options, Progress progress) {
        InstantSource clock = InstantSource.system();
        try (Codecs codecs = new Codecs(settings.confluent())) {
            ServiceEndpoints service = new ServiceEndpoints(
                    ClientSettings.producer(settings),
                    ClientSettings.consumer(settings),
                    codecs,
                    settings.get(Keys.TOPIC_PREFIX));
            return show(
                    switch (mode) {
                        case LOGGED -> LoggedReplay.run(service, campaign, options, clock, progress);
                        case MATCH -> MatchReplay.run(service, campaign, options, clock, progress);
                    });
        }
    }

    private int show(Replayed replayed) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.line(replayed.report()));
        } else {
            replayed.report().summary().forEach(out::println);
        }
        out.flush();
        if (!replayed.problems().isEmpty()) {
            throw new CommandFailure(String.join("; ", replayed.problems()));
        }
        return CommandLine.ExitCode.OK;
    }

    /** Shows progress on stderr, and ends the replay when it is stopped or its own service has failed. */
    private static final class Watcher implements Progress {

        private static final int SECONDS_TO_STOP = 10;

        private final PrintWriter err;
        private final CountDownLatch ended = new CountDownLatch(1);
        private volatile boolean stopped;
        private volatile @Nullable Service service;

        Watcher(PrintWriter err) {
            this.err = err;
        }

        void watch(Service service) {
            this.service = service;
        }

        @Override
        public void tell(String line) {
            err.println("replay: " + line);
            err.flush();
        }

        @Override
        public void check() {
            if (stopped) {
                throw new CommandFailure("stopped");
            }
            Service watched = service;
            if (watched != null && !watched.live().ok()) {
                throw new CommandFailure(
                        "the service has failed: " + watched.live().reason());
            }
        }

        /** Ends the replay from another thread, and waits until it has cleared up. */
        void stop() throws InterruptedException {
            stopped = true;
            ended.await(SECONDS_TO_STOP, TimeUnit.SECONDS);
        }

        void ended() {
            ended.countDown();
        }
    }
}
