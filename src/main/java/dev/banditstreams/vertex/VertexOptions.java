package dev.banditstreams.vertex;

import dev.banditstreams.model.EntityType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where and how to read.
 *
 * @param endpoint {@code host:port}; without a port: 443; empty: Google's for the location
 * @param plaintext without TLS and without credentials, which only a loopback address may have
 * @param store the online store's id; in the legacy store the featurestore's
 * @param callTimeout how long a call may take at most, whatever the query allows
 * @param messageBytes the largest answer that is taken
 * @param connections one carries about 100 calls at a time
 */
public record VertexOptions(
        VertexApi api,
        String endpoint,
        boolean plaintext,
        String project,
        String location,
        String store,
        View user,
        View item,
        Duration callTimeout,
        int messageBytes,
        int connections) {

    private static final Pattern ENDPOINT = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^:/\\s\\[\\]]+)(?::([0-9]{1,5}))?");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");
    private static final int TLS_PORT = 443;
    private static final int LAST_PORT = 65_535;

    /**
     * What to read of a type of entity.
     *
     * @param name id of the feature view, in the legacy store of the entity type; empty: there is none
     * @param features those that are read where a query names none; empty: all
     * @param eventTimeFeature holds milliseconds since the epoch or a text like 2026-11-24T00:00:00Z; empty: none
     */
    public record View(String name, List<String> features, String eventTimeFeature) {
        public View {
            features = List.copyOf(features);
        }
    }

    /** @throws VertexException with everything that is wrong */
    public VertexOptions {
        List<String> faults = new ArrayList<>();
        if (project.isBlank() || location.isBlank() || store.isBlank()) {
            faults.add("project, location and store have to be named");
        }
        if (user.name().isBlank() && item.name().isBlank()) {
            faults.add("neither users nor items have a view: at least one has to be named");
        }
        Matcher parts = ENDPOINT.matcher(endpoint);
        if (!endpoint.isEmpty() && !(parts.matches() && validPort(parts.group(2)))) {
            faults.add("endpoint " + endpoint + ": expected host:port");
        } else if (plaintext
                && (endpoint.isEmpty() || !LOOPBACK.matcher(parts.group(1)).matches())) {
            faults.add("plaintext is only for a loopback address (localhost, 127.0.0.1 or [::1]), the endpoint is "
                    + (endpoint.isEmpty() ? "Google's" : endpoint));
        }
        if (callTimeout.isNegative() || callTimeout.isZero() || messageBytes < 1 || connections < 1) {
            faults.add("call time-out, message bytes and connections have to be above 0");
        }
        if (!faults.isEmpty()) {
            throw new VertexException("Vertex AI: " + String.join("; ", faults));
        }
    }

    View view(EntityType type) {
        return type == EntityType.USER ? user : item;
    }

    String host() {
        return endpoint.isEmpty() ? location + "-aiplatform.googleapis.com" : parsed().group(1);
    }

    int port() {
        String port = endpoint.isEmpty() ? null : parsed().group(2);
        return port == null ? TLS_PORT : Integer.parseInt(port);
    }

    private Matcher parsed() {
        Matcher parts = ENDPOINT.matcher(endpoint);
        if (!parts.matches()) {
            throw new IllegalStateException("checked when it was made: " + endpoint);
        }
        return parts;
    }

    private static boolean validPort(@org.jspecify.annotations.Nullable String port) {
        return port == null || (Integer.parseInt(port) > 0 && Integer.parseInt(port) <= LAST_PORT);
    }
}
