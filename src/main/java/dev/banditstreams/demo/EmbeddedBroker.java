package dev.banditstreams.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.SharedServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.common.MetadataVersion;
import org.apache.kafka.server.fault.LoggingFaultHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One real Kafka node, broker and controller, inside this process and on the loopback interface alone.
 *
 * <p>Its data directory outlives it: a second start on the same directory finds the topics of the first, and with the
 * first one's port its clients, too.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final int NODE_ID = 1;
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final ControllerServer controller;
    private final BrokerServer broker;
    private final int port;

    private EmbeddedBroker(ControllerServer controller, BrokerServer broker, int port) {
        this.controller = controller;
        this.broker = broker;
        this.port = port;
    }

    /** Starts a node on a free port; see {@link #start(Path, int)}. */
    public static EmbeddedBroker start(Path dataDir) {
        return start(dataDir, 0);
    }

    /**
     * Starts a node and returns when it serves clients, in 2 to 3 seconds.
     *
     * @param dataDir made and formatted where it isn't yet
     * @param port 0: any free one
     * @throws UncheckedIOException if the port is taken or the directory can't be written
     */
    public static EmbeddedBroker start(Path dataDir, int port) {
        try (Listeners listeners = Listeners.bind(port)) {
            KafkaConfig config = new KafkaConfig(settings(dataDir, listeners.brokerPort(), listeners.controllerPort()));
            format(dataDir);
            return start(config, listeners);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "embedded broker at " + dataDir + " and port " + port + ": " + e.getMessage(), e);
        }
    }

    private static EmbeddedBroker start(KafkaConfig config, Listeners listeners) {
        var logDirs = KafkaRaftServer.initializeLogDirs(config, LOG, "");
        SharedServer shared = new SharedServer(
                config,
                logDirs._1(),
                Time.SYSTEM,
                new Metrics(Time.SYSTEM),
                CompletableFuture.completedFuture(
                        QuorumConfig.parseVoterConnections(config.quorumConfig().voters())),
                List.of(),
                // Kafka's own handler ends the process; ours is somebody's demo or test.
                (name, fatal, action) -> new LoggingFaultHandler(name, action),
                listeners);
        ControllerServer controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), logDirs._2());
        BrokerServer broker = new BrokerServer(shared);
        EmbeddedBroker started = new EmbeddedBroker(controller, broker, listeners.brokerPort());
        try {
            controller.startup();
            broker.startup();
        } catch (RuntimeException e) {
            started.close();
            throw e;
        }
        return started;
    }

    /** Host and port, as clients want it in {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return Listeners.HOST + ":" + port;
    }

    public int port() {
        return port;
    }

    /** Stops the node cleanly; a second call does nothing. */
    @Override
    public void close() {
        broker.shutdown(CLOSE_LIMIT);
        controller.shutdown();
        broker.awaitShutdown();
        controller.awaitShutdown();
    }

    private static void format(Path dataDir) throws IOException {
        if (Files.exists(dataDir.resolve(MetaPropertiesEnsemble.META_PROPERTIES_NAME))) {
            return;
        }
        Files.createDirectories(dataDir);
        Formatter formatter = new Formatter()
                .setNodeId(NODE_ID)
                .setClusterId(Uuid.randomUuid().toString())
                .addDirectory(dataDir.toString())
                .setMetadataLogDirectory(dataDir.toString())
                .setControllerListenerName(Listeners.CONTROLLER)
                .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        try {
            formatter.run();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    private static Map<String, String> settings(Path dataDir, int brokerPort, int controllerPort) {
        Map<String, String> settings = new HashMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(NODE_ID));
        settings.put("log.dirs", dataDir.toString());
        settings.put(
                "listeners",
                "%1$s://%3$s:%4$d,%2$s://%3$s:%5$d"
                        .formatted(Listeners.CLIENT, Listeners.CONTROLLER, Listeners.HOST, brokerPort, controllerPort));
        settings.put(
                "listener.security.protocol.map",
                "%s:PLAINTEXT,%s:PLAINTEXT".formatted(Listeners.CLIENT, Listeners.CONTROLLER));
        settings.put("inter.broker.listener.name", Listeners.CLIENT);
        settings.put("controller.listener.names", Listeners.CONTROLLER);
        settings.put("controller.quorum.voters", NODE_ID + "@" + Listeners.HOST + ":" + controllerPort);

        // A topic that nobody created on purpose is a mistake in a name.
        settings.put("auto.create.topics.enable", "false");
        settings.put("default.replication.factor", "1");
        settings.put("min.insync.replicas", "1");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "2");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "4");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");

        // Nobody waits for members that don't come, nor for the transaction of a process that was killed.
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");

        // Of topics that aren't compacted: a disk is full sooner than seven days are over.
        settings.put("log.retention.bytes", Integer.toString(512 << 20));
        settings.put("log.segment.bytes", Integer.toString(128 << 20));
        settings.put("log.retention.check.interval.ms", "5000");
        settings.put("log.segment.delete.delay.ms", "1000");

        // A small node: the cleaner's buffer alone is 128 MiB of heap by default.
        settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(4 << 20));
        settings.put("log.cleaner.io.buffer.size", Integer.toString(64 << 10));
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "2");
        settings.put("num.recovery.threads.per.data.dir", "1");
        return settings;
    }
}
