package dev.banditstreams.vertex;

import com.google.api.gax.core.FixedCredentialsProvider;
import com.google.api.gax.core.FixedExecutorProvider;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.GrpcCallContext;
import com.google.api.gax.grpc.GrpcTransportChannel;
import com.google.api.gax.rpc.ClientSettings;
import com.google.api.gax.rpc.FixedTransportChannelProvider;
import com.google.auth.Credentials;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The connections to one endpoint, and the threads on which answers come.
 *
 * <p>Not gax's own pool of channels, which can't be told to connect again: gRPC waits up to two minutes between tries
 * after a long outage, and fails every call until then.
 */
final class Connection implements AutoCloseable {

    /**
     * gRPC writes a line for each late answer and for each try to resolve a name, past our log; failures are counted
     * and told by who reads. Held, since a level is forgotten with its logger.
     */
    private static final Logger GRPC_LOG = Logger.getLogger("io.grpc");

    static {
        GRPC_LOG.setLevel(Level.SEVERE);
    }

    private static final int THREADS = 2;
    private static final long RECONNECT_MILLIS = 500;
    private static final int CONNECT_TIMEOUT_MILLIS = 2_000;
    /** For calls that name no timeout; ours all do. */
    static final Duration LONGEST = Duration.ofMinutes(1);

    private static final long KEEP_ALIVE_SECONDS = 30;
    private static final long KEEP_ALIVE_TIMEOUT_SECONDS = 5;

    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(THREADS, Connection::thread);
    private final List<ManagedChannel> channels;
    private final AtomicInteger next = new AtomicInteger();
    private final @Nullable Credentials credentials;

    Connection(VertexOptions options, @Nullable Credentials credentials, UnaryOperator<NettyChannelBuilder> more) {
        this.credentials = credentials;
        executor.setRemoveOnCancelPolicy(true);
        channels = IntStream.range(0, options.connections())
                .mapToObj(i -> more.apply(builder(options)).build())
                .toList();
        channels.forEach(channel -> channel.getState(true));
        Future<?> unused = executor.scheduleWithFixedDelay(
                this::reconnect, RECONNECT_MILLIS, RECONNECT_MILLIS, TimeUnit.MILLISECONDS);
    }

    private NettyChannelBuilder builder(VertexOptions options) {
        NettyChannelBuilder builder = NettyChannelBuilder.forAddress(options.host(), options.port())
                .executor(this::execute)
                .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
                .maxInboundMessageSize(options.messageBytes())
                .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
                .keepAliveTimeout(KEEP_ALIVE_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                // Also what DNS may say of retries.
                .disableServiceConfigLookUp()
                .disableRetry();
        return options.plaintext() ? builder.usePlaintext() : builder;
    }

    /** Makes a client use these connections, credentials and threads. */
    <B extends ClientSettings.Builder<?, ?>> B applyTo(B settings) {
        settings.setTransportChannelProvider(
                FixedTransportChannelProvider.create(GrpcTransportChannel.create(channels.get(0))));
        settings.setCredentialsProvider(
                credentials == null ? NoCredentialsProvider.create() : FixedCredentialsProvider.create(credentials));
        settings.setBackgroundExecutorProvider(FixedExecutorProvider.create(executor));
        return settings;
    }

    /** For one call, on the connection whose turn it is. */
    GrpcCallContext call(Duration timeout) {
        int turn = Math.floorMod(next.getAndIncrement(), channels.size());
        return GrpcCallContext.createDefault().withChannel(channels.get(turn)).withTimeoutDuration(timeout);
    }

    /** Also what a call has to say after the end: a read that it leaves open would stay so. */
    private void execute(Runnable work) {
        try {
            executor.execute(work);
        } catch (RejectedExecutionException e) {
            work.run();
        }
    }

    private void reconnect() {
        for (ManagedChannel channel : channels) {
            if (channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
                channel.resetConnectBackoff();
            }
        }
    }

    @Override
    public void close() {
        channels.forEach(ManagedChannel::shutdownNow);
        try {
            for (ManagedChannel channel : channels) {
                channel.awaitTermination(1, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        executor.shutdown();
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "bandit-vertex");
        thread.setDaemon(true);
        return thread;
    }
}
