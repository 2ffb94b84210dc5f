package dev.banditstreams.vertex;

import com.google.api.gax.core.GoogleCredentialsProvider;
import com.google.auth.Credentials;
import dev.banditstreams.features.FailureCode;
import dev.banditstreams.features.FeatureAnswer.Failed;
import dev.banditstreams.features.FeatureQuery;
import dev.banditstreams.features.FeatureRead;
import dev.banditstreams.features.FeatureSource;
import dev.banditstreams.features.Timers;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Vertex AI Feature Store through Google's client.
 *
 * <p>One call for a query (with {@link VertexApi#ONLINE_STORE}: one for each entity), its deadline the query's, no
 * retries. Answers come on one of two threads, which every read shares.
 */
public final class Vertex implements FeatureSource, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Vertex.class);
    private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";

    private final VertexOptions options;
    private final Timers timers;
    private final InstantSource clock;
    private final Connection connection;
    private final Store store;

    private Vertex(VertexOptions options, Timers timers, InstantSource clock, Connection connection, Store store) {
        this.options = options;
        this.timers = timers;
        this.clock = clock;
        this.connection = connection;
        this.store = store;
    }

    /**
     * Starts to connect, and doesn't wait for it. Credentials are the Application Default Credentials, which may take
     * the metadata server's time to be found.
     *
     * @param clock gives the event time of what has none of its own
     * @throws VertexException if there are no credentials
     */
    public static Vertex open(VertexOptions options, Timers timers, InstantSource clock) {
        Credentials credentials = options.plaintext() ? null : applicationDefault();
        return open(options, timers, clock, credentials, UnaryOperator.identity());
    }

    static Vertex open(
            VertexOptions options,
            Timers timers,
            InstantSource clock,
            @Nullable Credentials credentials,
            UnaryOperator<NettyChannelBuilder> channel) {
        if (options.api() == VertexApi.LEGACY) {
            LOG.warn("{}", legacyWarning(clock.instant()));
        }
        Connection connection = new Connection(options, credentials, channel);
        try {
            Store store = switch (options.api()) {
                case ONLINE_STORE -> new OnlineStore(connection);
                case ONLINE_STORE_STREAMING -> new OnlineStoreStreaming(connection);
                case LEGACY -> new LegacyStore(connection);
            };
            return new Vertex(options, timers, clock, connection, store);
        } catch (IOException | RuntimeException e) {
            connection.close();
            throw new VertexException("Google's client can't be set up: " + e.getMessage(), e);
        }
    }

    @Override
    public FeatureRead read(FeatureQuery query) {
        FeatureRead read = new FeatureRead(query.ids());
        VertexOptions.View view = options.view(query.type());
        Duration left = Duration.ofNanos(query.deadline() - timers.nanos());
        if (view.name().isBlank()) {
            read.answerRest(new Failed(FailureCode.REFUSED, "no view is set for " + query.type()));
        } else if (left.isNegative() || left.isZero()) {
            read.answerRest(new Failed(FailureCode.DEADLINE, "the deadline had passed before the call"));
        } else {
            List<String> features = query.features().isEmpty() ? view.features() : query.features();
            String resource = options.api().resource(options, view.name());
            Reading reading = new Reading(
                    read,
                    resource,
                    new Asked(features, view.eventTimeFeature()),
                    new EventTimes(view.eventTimeFeature(), clock));
            Duration timeout = left.compareTo(options.callTimeout()) < 0 ? left : options.callTimeout();
            try {
                store.start(reading, List.copyOf(query.ids()), timeout);
            } catch (RuntimeException e) {
                // The client is closed, or wrong about something; either way nobody else would answer.
                reading.fail(e);
            }
        }
        return read;
    }

    /** Fails what is under way. */
    @Override
    public void close() {
        store.close();
        connection.close();
    }

    static String legacyWarning(Instant now) {
        boolean over = !now.atZone(ZoneOffset.UTC).toLocalDate().isBefore(VertexApi.LEGACY_END);
        return "bandit.vertex.api = legacy: Google " + (over ? "switched" : "switches") + " this feature store off on "
                + VertexApi.LEGACY_END + "; move to online-store";
    }

    private static Credentials applicationDefault() {
        try {
            return GoogleCredentialsProvider.newBuilder()
                    .setScopesToApply(List.of(SCOPE))
                    .build()
                    .getCredentials();
        } catch (IOException e) {
            throw new VertexException(
                    "Vertex AI: there are no Application Default Credentials; set GOOGLE_APPLICATION_CREDENTIALS, or run"
                            + " where a service account is attached",
                    e);
        }
    }
}
