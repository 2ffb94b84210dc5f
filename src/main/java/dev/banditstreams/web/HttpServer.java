package dev.banditstreams.web;

import dev.banditstreams.runtime.Health;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.util.JavalinBindException;
import java.util.function.Supplier;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Health and metrics over HTTP: {@code /health/live}, {@code /health/ready} (also {@code /health}) and
 * {@code /metrics}.
 */
public final class HttpServer implements AutoCloseable {

    /** Probes and scrapes come every few seconds; threads beyond these would only idle. */
    private static final int MAX_THREADS = 6;

    private static final int MIN_THREADS = 2;

    private final Javalin javalin;

    private HttpServer(Javalin javalin) {
        this.javalin = javalin;
    }

    /**
     * Starts to listen.
     *
     * @param port 0: any free one
     * @param metrics text in Prometheus' format
     * @throws HttpServerException if the address can't be listened on
     */
    public static HttpServer start(
            String host, int port, Supplier<Health> live, Supplier<Health> ready, Supplier<String> metrics) {
        Javalin javalin = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.startup.startupWatcherEnabled = false;
            config.jetty.threadPool = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
            config.routes.get("/health/live", context -> answer(context, live.get()));
            config.routes.get("/health/ready", context -> answer(context, ready.get()));
            config.routes.get("/health", context -> answer(context, ready.get()));
            config.routes.get(
                    "/metrics",
                    context -> context.contentType("text/plain; version=0.0.4; charset=utf-8")
                            .result(metrics.get()));
        });
        try {
            return new HttpServer(javalin.start(host, port));
        } catch (JavalinBindException e) {
            throw new HttpServerException(
                    "can't listen on " + host + ":" + port
                            + "; another process may have the port, choose one with bandit.http.port (0: any)",
                    e);
        }
    }

    public int port() {
        return javalin.port();
    }

    @Override
    public void close() {
        javalin.stop();
    }

    private static void answer(Context context, Health health) {
        context.status(health.ok() ? 200 : 503)
                .contentType("text/plain; charset=utf-8")
                .result(health.reason() + "\n");
    }
}
