package dev.banditstreams.demo;

import io.grpc.netty.shaded.io.netty.channel.ChannelFuture;
import io.grpc.netty.shaded.io.netty.channel.socket.SocketChannel;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.SocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The connections that a server has accepted, by the client's address: gRPC has no way to break one. */
final class ResettableConnections {

    private final Map<SocketAddress, SocketChannel> open = new ConcurrentHashMap<>();

    /** Accepts the connections. */
    NioServerSocketChannel listener() {
        return new Listener();
    }

    /** Ends a connection with a TCP reset, and what is left unsent is lost. */
    void reset(SocketAddress client) {
        SocketChannel connection = open.get(client);
        if (connection != null) {
            connection.config().setSoLinger(0);
            // Not close() of the channel: gRPC hears of that first, and says goodbye and waits for its calls.
            connection.eventLoop().execute(() -> connection.unsafe().close(connection.voidPromise()));
        }
    }

    private final class Listener extends NioServerSocketChannel {
        @Override
        protected int doReadMessages(List<Object> accepted) throws Exception {
            int count = super.doReadMessages(accepted);
            for (Object one : accepted) {
                if (one instanceof SocketChannel connection) {
                    SocketAddress client = connection.remoteAddress();
                    open.put(client, connection);
                    ChannelFuture unused =
                            connection.closeFuture().addListener(closed -> open.remove(client, connection));
                }
            }
            return count;
        }
    }
}
