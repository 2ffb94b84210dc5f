package dev.banditstreams.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import dev.failsafe.RetryPolicyBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Requests to the registry's servers, one after the other until one answers, again after a wait.
 *
 * <p>Safe for use by many threads.
 */
final class RegistryHttp {

    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final JsonMapper JSON = new JsonMapper();
    private static final double JITTER = 0.2;

    private final RegistryAccess access;
    private final HttpClient http;
    private final FailsafeExecutor<JsonNode> retries;

    RegistryHttp(RegistryAccess access) {
        this.access = access;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(access.connectTimeout())
                .build();
        this.retries = Failsafe.with(policy(access));
    }

    /**
     * Sends a request and returns what the registry answered.
     *
     * @param body null: a GET
     * @throws RegistryRefusal if a registry answered with an error of its API
     * @throws CodecUnavailableException if no server gave a usable answer
     */
    JsonNode ask(String path, @Nullable JsonNode body) {
        try {
            return retries.get(() -> round(path, body));
        } catch (FailsafeException e) {
            if (e.getCause() instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw unavailable(e.getCause() == null ? e : e.getCause());
        }
    }

    private CodecUnavailableException unavailable(Throwable cause) {
        return new CodecUnavailableException(
                "the schema registry at "
                        + access.servers().stream()
                                .map(server -> server.url().toString())
                                .toList()
                        + " gave no usable answer (schema.registry.url, http.read.timeout.ms, max.retries): "
                        + cause.getMessage(),
                cause);
    }

    private JsonNode round(String path, @Nullable JsonNode body) throws IOException, InterruptedException {
        IOException last = new IOException("no server");
        for (RegistryAccess.Server server : access.servers()) {
            try {
                return answer(server, path, body);
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }

    private JsonNode answer(RegistryAccess.Server server, String path, @Nullable JsonNode body)
            throws IOException, InterruptedException {
        URI uri = URI.create(server.url() + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(access.readTimeout())
                .header("Accept", MEDIA_TYPE + ", application/json");
        server.authorization().ifPresent(value -> request.header("Authorization", value));
        if (body != null) {
            request.header("Content-Type", MEDIA_TYPE)
                    .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
        }
        HttpResponse<byte[]> response = send(uri, request.build());
        int status = response.statusCode();
        JsonNode content = json(response.body());
        JsonNode error = content.path("error_code");
        String message = content.path("message").asText();
        if (status == 200 && content.isContainerNode()) {
            return content;
        }
        if (status == 401 || status == 403) {
            throw new CodecUnavailableException(uri + " answered " + status + " " + message
                    + ": check basic.auth.credentials.source and basic.auth.user.info");
        }
        if (!error.canConvertToInt()) {
            throw new IOException(uri + " answered " + status
                    + ", not as a schema registry does: check that schema.registry.url is the registry's API");
        }
        if (status >= 400 && status < 500 && status != 408 && status != 429) {
            throw new RegistryRefusal(error.intValue(), message);
        }
        throw new IOException(uri + " answered " + status + ": " + message);
    }

    private HttpResponse<byte[]> send(URI uri, HttpRequest request) throws IOException, InterruptedException {
        // The request's own time-out ends with the answer's headers; this one holds for its body too.
        long millis = access.connectTimeout().plus(access.readTimeout()).toMillis();
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request, info -> new LimitedBody());
        try {
            return answer.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException(uri + " did not answer within " + millis + " ms", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IOException(uri + ": " + (cause.getMessage() == null ? cause : cause.getMessage()), cause);
        } finally {
            answer.cancel(true);
        }
    }

    private static JsonNode json(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    private static RetryPolicy<JsonNode> policy(RegistryAccess access) {
        RetryPolicyBuilder<JsonNode> policy = RetryPolicy.<JsonNode>builder()
                .handle(IOException.class)
                .withMaxRetries(access.retries())
                .withJitter(JITTER);
        return access.retryWait().compareTo(access.retryMaxWait()) < 0
                ? policy.withBackoff(access.retryWait(), access.retryMaxWait()).build()
                : policy.withDelay(access.retryMaxWait()).build();
    }
}
