package dev.banditstreams.demo;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.banditstreams.demo.RegistryRoutes.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A schema registry in this process, for the demo and for tests: Confluent's API over HTTP, content in memory. */
public final class EmbeddedRegistry implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedRegistry.class);
    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final JsonMapper JSON = new JsonMapper();
    private static final int THREADS = 2;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, EmbeddedRegistry::thread);
    private final RegistryRoutes routes = new RegistryRoutes(new RegistryContent());

    private EmbeddedRegistry(HttpServer server) {
        this.server = server;
    }

    /**
     * Starts listening on the loopback interface.
     *
     * @param port 0: a free one
     * @throws UncheckedIOException if the port is taken
     */
    public static EmbeddedRegistry start(int port) {
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("the registry can't listen on port " + port + ": " + e.getMessage(), e);
        }
        EmbeddedRegistry registry = new EmbeddedRegistry(server);
        server.setExecutor(registry.threads);
        server.createContext("/", registry::handle);
        server.start();
        return registry;
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            int status = 200;
            Object answer;
            try {
                answer = routes.answer(request(exchange));
            } catch (RegistryError e) {
                status = e.status();
                answer = Map.of("error_code", e.code(), "message", String.valueOf(e.getMessage()));
            } catch (RuntimeException e) {
                LOG.error("{} {}", exchange.getRequestMethod(), exchange.getRequestURI(), e);
                status = 500;
                answer = Map.of("error_code", 50001, "message", "Error in the registry: " + e);
            }
            byte[] body = JSON.writeValueAsBytes(answer);
            exchange.getResponseHeaders().set("Content-Type", MEDIA_TYPE);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static Request request(HttpExchange exchange) throws IOException {
        URI uri = exchange.getRequestURI();
        return new Request(
                exchange.getRequestMethod(),
                split(uri.getRawPath(), "/").map(EmbeddedRegistry::decoded).toList(),
                flags(uri.getRawQuery() == null ? "" : uri.getRawQuery()),
                exchange.getRequestBody().readAllBytes());
    }

    private static List<String> flags(String query) {
        return split(query, "&")
                .filter(parameter -> parameter.endsWith("=true"))
                .map(parameter -> parameter.substring(0, parameter.indexOf('=')))
                .toList();
    }

    private static Stream<String> split(String text, String separator) {
        return Arrays.stream(text.split(separator)).filter(part -> !part.isEmpty());
    }

    private static String decoded(String segment) {
        return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "embedded-registry");
        thread.setDaemon(true);
        return thread;
    }
}
