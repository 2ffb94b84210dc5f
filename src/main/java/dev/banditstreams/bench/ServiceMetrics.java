package dev.banditstreams.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A process's {@code /metrics} and {@code /health/ready}. */
final class ServiceMetrics {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .build();
    private final URI metrics;
    private final URI ready;

    ServiceMetrics(int port) {
        metrics = URI.create("http://127.0.0.1:" + port + "/metrics");
        ready = URI.create("http://127.0.0.1:" + port + "/health/ready");
    }

    boolean ready() throws InterruptedException {
        return get(ready).statusCode() == 200;
    }

    /** All meters as they are now. */
    Scrape scrape() throws InterruptedException {
        HttpResponse<String> answer = get(metrics);
        if (answer.statusCode() != 200) {
            throw new BenchException(metrics + " answered " + answer.statusCode());
        }
        return new Scrape(answer.body());
    }

    private HttpResponse<String> get(URI uri) throws InterruptedException {
        try {
            return http.send(HttpRequest.newBuilder(uri).timeout(LIMIT).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new BenchException(uri + " does not answer: " + e, e);
        }
    }

    /** @param text in Prometheus' format */
    record Scrape(String text) {

        /** The sum of a meter over all its labels; 0 where it is not there. */
        double sum(String name) {
            return text.lines()
                    .filter(line -> line.startsWith(name)
                            && line.length() > name.length()
                            && (line.charAt(name.length()) == ' ' || line.charAt(name.length()) == '{'))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        }

        /** Milliseconds that the compiler's threads have worked. */
        double compilerMillis() {
            return sum("jvm_compilation_time_ms_total");
        }

        /** Bytes that all threads have allocated on the heap. */
        double allocatedBytes() {
            return sum("jvm_threads_allocated_bytes_total");
        }
    }
}
