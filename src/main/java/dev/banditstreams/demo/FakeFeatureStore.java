package dev.banditstreams.demo;

import com.google.protobuf.Message;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.nio.NioEventLoopGroup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A gRPC server on 127.0.0.1 that speaks the three protocols of Vertex AI's feature stores, as well or as badly as it
 * is told. A call that waits holds no thread.
 */
public final class FakeFeatureStore implements AutoCloseable {

    /** gRPC's warnings of streams that the client gave up; held, since a level is forgotten with its logger. */
    private static final Logger GRPC_LOG = Logger.getLogger("io.grpc");

    static {
        GRPC_LOG.setLevel(Level.SEVERE);
    }

    private static final int WORKERS = 2;
    private static final int LARGEST_REQUEST = 16 << 20;
    private static final double SECOND_NANOS = 1e9;

    private final NioEventLoopGroup boss = new NioEventLoopGroup(1, FakeFeatureStore::thread);
    private final NioEventLoopGroup workers = new NioEventLoopGroup(WORKERS, FakeFeatureStore::thread);
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, FakeFeatureStore::thread);
    private final ResettableConnections connections = new ResettableConnections();
    private final StoreCounters counters = new StoreCounters();
    private final Map<String, StoreView> views;
    private final Random random;
    private final Server server;

    private volatile Supplier<StoreBehaviour> behaviour = () -> StoreBehaviour.HEALTHY;

    private FakeFeatureStore(int port, ServerCredentials credentials, Map<String, StoreView> views, long seed)
            throws IOException {
        this.views = Map.copyOf(views);
        this.random = new Random(seed);
        timer.setRemoveOnCancelPolicy(true);
        InetSocketAddress address = new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
        server = NettyServerBuilder.forAddress(address, credentials)
                .bossEventLoopGroup(boss)
                .workerEventLoopGroup(workers)
                .channelFactory(connections::listener)
                .directExecutor()
                .permitKeepAliveTime(1, TimeUnit.SECONDS)
                .maxInboundMessageSize(LARGEST_REQUEST)
                .addService(service(new FetchProtocol()))
                .addService(service(new StreamingFetchProtocol()))
                .addService(service(new LegacyProtocol()))
                .build();
    }

    /**
     * Starts without faults.
     *
     * @param port 0: a free one
     * @param views by their id, whatever project, location and store they are asked for in
     * @param seed of what happens to a share of the calls
     */
    public static FakeFeatureStore start(int port, Map<String, StoreView> views, long seed) throws IOException {
        return start(port, InsecureServerCredentials.create(), views, seed);
    }

    public static FakeFeatureStore start(
            int port, ServerCredentials credentials, Map<String, StoreView> views, long seed) throws IOException {
        FakeFeatureStore store = new FakeFeatureStore(port, credentials, views, seed);
        try {
            store.server.start();
            return store;
        } catch (IOException e) {
            store.close();
            throw e;
        }
    }

    private <Q extends Message> ServerServiceDefinition service(StoreProtocol<Q> protocol) {
        String method = protocol.method();
        return ServerServiceDefinition.builder(method.substring(0, method.indexOf('/')))
                .addMethod(
                        protocol.descriptor(),
                        (call, headers) -> FakeStoreCall.start(
                                call, protocol, views, behaviour.get(), random, timer, connections, counters))
                .build();
    }

    /** {@code 127.0.0.1:port}. */
    public String endpoint() {
        return "127.0.0.1:" + server.getPort();
    }

    /** From now on; calls under way stay as they were. */
    public void behave(StoreBehaviour now) {
        behaviour = () -> now;
    }

    /** Starts the script's clock. */
    public void play(VertexScript script) {
        long start = System.nanoTime();
        behaviour = () -> script.at((System.nanoTime() - start) / SECOND_NANOS);
    }

    public StoreCounters counters() {
        return counters;
    }

    @Override
    public void close() {
        server.shutdownNow();
        timer.shutdownNow();
        try {
            server.awaitTermination(1, TimeUnit.SECONDS);
            workers.shutdownGracefully(0, 1, TimeUnit.SECONDS).await(1, TimeUnit.SECONDS);
            boss.shutdownGracefully(0, 1, TimeUnit.SECONDS).await(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "fake-feature-store");
        thread.setDaemon(true);
        return thread;
    }
}
