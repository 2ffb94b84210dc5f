package dev.banditstreams.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * The two sockets of an embedded node, bound before it starts.
 *
 * <p>The controller's port has to be in the configuration before the controller binds it. A port that was only looked
 * for could be gone by then; a bound socket can't.
 */
final class Listeners implements ServerSocketFactory, AutoCloseable {

    static final String HOST = "127.0.0.1";
    static final String CLIENT = "CLIENT";
    static final String CONTROLLER = "CONTROLLER";

    private static final int BACKLOG = 50;

    private final ServerSocketChannel broker;
    private final ServerSocketChannel controller;
    private boolean brokerTaken;
    private boolean controllerTaken;

    private Listeners(ServerSocketChannel broker, ServerSocketChannel controller) {
        this.broker = broker;
        this.controller = controller;
    }

    static Listeners bind(int brokerPort) throws IOException {
        ServerSocketChannel broker = open(brokerPort);
        try {
            return new Listeners(broker, open(0));
        } catch (IOException e) {
            broker.close();
            throw e;
        }
    }

    private static ServerSocketChannel open(int port) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), BACKLOG);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    int brokerPort() {
        return broker.socket().getLocalPort();
    }

    int controllerPort() {
        return controller.socket().getLocalPort();
    }

    /** Hands a socket over to the node, which closes it from then on. */
    @Override
    public synchronized ServerSocketChannel openServerSocket(
            String listenerName, InetSocketAddress address, int backlog, int receiveBufferBytes) throws IOException {
        boolean isBroker = address.getPort() == brokerPort();
        ServerSocketChannel channel = isBroker ? broker : controller;
        if (isBroker) {
            brokerTaken = true;
        } else {
            controllerTaken = true;
        }
        channel.configureBlocking(false);
        return channel;
    }

    /** Closes what the node didn't take. */
    @Override
    public synchronized void close() throws IOException {
        if (!brokerTaken) {
            broker.close();
        }
        if (!controllerTaken) {
            controller.close();
        }
    }
}
