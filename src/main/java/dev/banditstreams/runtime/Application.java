package dev.banditstreams.runtime;

import dev.banditstreams.runtime.FailurePolicy.Verdict;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One graph that runs. */
final class Application {

    private static final Logger LOG = LoggerFactory.getLogger(Application.class);

    private final String name;
    private final KafkaStreams streams;
    private final FailurePolicy policy;
    private final RestoreProgress restore = new RestoreProgress();

    /**
     * @param name {@code score} or {@code learn}
     * @param onFailure called once when it has given up, from a thread that must not wait for {@link #close}
     * @throws StartUpException if the local state can't be used
     */
    Application(String name, Topology topology, Properties properties, FailurePolicy policy, Runnable onFailure) {
        this.name = name;
        this.policy = policy;
        try {
            streams = new KafkaStreams(topology, properties, new StreamsClients());
        } catch (StreamsException e) {
            throw new StartUpException(
                    name + " can't use its state directory under " + properties.getProperty("state.dir")
                            + ": another process may be running there, or it isn't writable; choose one with"
                            + " bandit.state.dir (" + e.getMessage() + ")",
                    e);
        }
        streams.setGlobalStateRestoreListener(restore);
        streams.setUncaughtExceptionHandler(this::judge);
        streams.setStateListener((now, before) -> {
            LOG.info("{} is {}", name, now);
            if (now == State.ERROR) {
                onFailure.run();
            }
        });
    }

    /**
     * Returns when the tables that every instance reads are restored; everything else is restored behind it.
     *
     * @throws StreamsException if they can't be
     */
    void start() {
        streams.start();
    }

    Map<MetricName, ? extends Metric> metrics() {
        return streams.metrics();
    }

    Health live() {
        State state = streams.state();
        return state == State.ERROR || state == State.PENDING_ERROR
                ? Health.bad(name + " has failed, see the log")
                : Health.ok("alive");
    }

    Health ready() {
        State state = streams.state();
        if (state == State.RUNNING) {
            return Health.ok("ready");
        }
        return Health.bad(name + " is "
                + restore.describe().orElseGet(() -> switch (state) {
                    case CREATED -> "not started";
                    case REBALANCING -> "taking its partitions over";
                    default -> state.toString();
                }));
    }

    /**
     * Commits what is done and leaves the group, so that the others take over at once.
     *
     * @return whether that was done in time
     */
    boolean close(Duration timeout) {
        return streams.close(
                CloseOptions.timeout(timeout).withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
    }

    private StreamThreadExceptionResponse judge(Throwable failure) {
        Verdict verdict = policy.judge(failure);
        if (verdict == Verdict.REPLACE_THREAD) {
            LOG.warn("a thread of {} {}; it reads again from the last commit", name, Service.THREAD_REPLACED, failure);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        LOG.error("{} stops: this failure would come again, or came too often", name, failure);
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
}
