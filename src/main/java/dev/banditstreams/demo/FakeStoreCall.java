package dev.banditstreams.demo;

import com.google.protobuf.Message;
import dev.banditstreams.demo.StoreProtocol.Answer;
import dev.banditstreams.demo.StoreProtocol.Entry;
import dev.banditstreams.demo.StoreProtocol.Reply;
import dev.banditstreams.demo.StoreProtocol.Request;
import dev.banditstreams.model.FeatureValue;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One call to a {@link FakeFeatureStore}: it reads everything, waits as long as it is told, and answers. */
final class FakeStoreCall<Q extends Message> extends ServerCall.Listener<Q> {

    /** As many as the legacy store takes. */
    static final int MOST_IDS = 100;

    private static final double PARTIAL = 0.4;
    private static final int MEGABYTE = 1 << 20;
    private static final int GARBAGE_BYTES = 100;
    private static final double MILLI_NANOS = 1e6;

    private final ServerCall<Q, byte[]> call;
    private final StoreProtocol<Q> protocol;
    private final Map<String, StoreView> views;
    private final StoreBehaviour behaviour;
    private final Random random;
    private final ScheduledExecutorService timer;
    private final ResettableConnections connections;
    private final StoreCounters counters;
    private final List<Q> requests = new ArrayList<>();
    private @Nullable Future<?> later;

    private FakeStoreCall(
            ServerCall<Q, byte[]> call,
            StoreProtocol<Q> protocol,
            Map<String, StoreView> views,
            StoreBehaviour behaviour,
            Random random,
            ScheduledExecutorService timer,
            ResettableConnections connections,
            StoreCounters counters) {
        this.call = call;
        this.protocol = protocol;
        this.views = views;
        this.behaviour = behaviour;
        this.random = random;
        this.timer = timer;
        this.connections = connections;
        this.counters = counters;
    }

    static <Q extends Message> FakeStoreCall<Q> start(
            ServerCall<Q, byte[]> call,
            StoreProtocol<Q> protocol,
            Map<String, StoreView> views,
            StoreBehaviour behaviour,
            Random random,
            ScheduledExecutorService timer,
            ResettableConnections connections,
            StoreCounters counters) {
        counters.began();
        call.request(1);
        return new FakeStoreCall<>(call, protocol, views, behaviour, random, timer, connections, counters);
    }

    @Override
    public void onMessage(Q request) {
        requests.add(request);
        call.request(1);
    }

    @Override
    public void onHalfClose() {
        StoreFault fault = random.nextDouble() < behaviour.share() ? behaviour.fault() : StoreFault.NONE;
        double millis = behaviour.latency().millis(random.nextDouble());
        if (random.nextDouble() < behaviour.slowShare()) {
            millis += behaviour.slowMillis();
        }
        if (fault != StoreFault.HANG) {
            later = timer.schedule(() -> act(fault), (long) (millis * MILLI_NANOS), TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void onCancel() {
        counters.cancelled();
        if (later != null) {
            later.cancel(false);
        }
    }

    @Override
    public void onComplete() {
        counters.ended();
    }

    private void act(StoreFault fault) {
        try {
            if (fault == StoreFault.RESET) {
                SocketAddress client = call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
                if (client != null) {
                    connections.reset(client);
                }
                return;
            }
            Reply reply = reply(fault);
            call.sendHeaders(new Metadata());
            reply.messages().forEach(call::sendMessage);
            if (fault != StoreFault.HALF_CLOSE) {
                call.close(reply.end(), new Metadata());
            }
        } catch (RuntimeException e) {
            if (!call.isCancelled()) {
                call.close(
                        Status.INTERNAL.withDescription("the fake failed: " + e).withCause(e), new Metadata());
            }
        }
    }

    private Reply reply(StoreFault fault) {
        return switch (fault) {
            case UNAVAILABLE -> failed(Status.UNAVAILABLE);
            case RESOURCE_EXHAUSTED -> failed(Status.RESOURCE_EXHAUSTED.withDescription("Quota exceeded."));
            case INTERNAL -> failed(Status.INTERNAL);
            case PERMISSION_DENIED -> failed(Status.PERMISSION_DENIED);
            case EMPTY -> failed(Status.OK);
            case GARBAGE -> {
                byte[] garbage = new byte[GARBAGE_BYTES];
                Arrays.fill(garbage, (byte) 0xff);
                yield new Reply(List.of(garbage), Status.OK);
            }
            default -> answer(fault);
        };
    }

    private Reply answer(StoreFault fault) {
        if (requests.isEmpty()) {
            return failed(Status.INVALID_ARGUMENT.withDescription("No request was sent."));
        }
        Request request = protocol.read(requests);
        counters.asked(request.ids().size());
        if (request.ids().size() > MOST_IDS) {
            counters.tooMany();
            return failed(Status.INVALID_ARGUMENT.withDescription(
                    "The number of entity ids exceeds the limit of " + MOST_IDS + "."));
        }
        StoreView view =
                views.get(request.resource().substring(request.resource().lastIndexOf('/') + 1));
        if (view == null) {
            return failed(protocol.unknownResource(request.resource()));
        }
        List<String> columns = request.features().isEmpty() ? view.features() : request.features();
        if (!view.features().containsAll(columns)) {
            return failed(Status.NOT_FOUND.withDescription("Feature(s) of " + columns + " do not exist."));
        }
        List<Entry> entries = new ArrayList<>();
        for (String id : request.ids()) {
            entries.add(new Entry(id, view.entities().apply(id)));
        }
        return spoilt(fault, columns, entries);
    }

    /** The answer, with what a fault does to columns and entities. */
    private Reply spoilt(StoreFault fault, List<String> columns, List<Entry> entries) {
        boolean split = fault == StoreFault.SPLIT;
        switch (fault) {
            case PARTIAL -> {
                return protocol.write(new Answer(columns, some(entries), split));
            }
            case BROKEN_OFF -> {
                List<Entry> some = some(entries);
                Reply reply = protocol.write(new Answer(columns, some, split));
                return some.size() == entries.size() ? reply : new Reply(reply.messages(), Status.UNAVAILABLE);
            }
            case REORDERED -> Collections.shuffle(entries, random);
            case DUPLICATED -> entries.addAll(List.copyOf(entries));
            case WRONG_IDS -> entries.replaceAll(entry -> new Entry(entry.id() + "-other", entry.entity()));
            case WRONG_FEATURES -> {
                return protocol.write(with(columns, entries, "unheard-of", new FeatureValue.Whole(1)));
            }
            case HUGE -> {
                String padding = "x".repeat(behaviour.megabytes() * MEGABYTE);
                return protocol.write(with(columns, entries, "padding", new FeatureValue.Text(padding)));
            }
            default -> {}
        }
        return protocol.write(new Answer(columns, entries, split));
    }

    /** Two of five; of a single one, which it is depends on its id. */
    private static List<Entry> some(List<Entry> entries) {
        if (entries.size() == 1) {
            boolean kept = Math.floorMod(entries.get(0).id().hashCode(), 100) < PARTIAL * 100;
            return kept ? entries : List.of();
        }
        return entries.subList(0, (int) (entries.size() * PARTIAL));
    }

    /** With a feature more, that the first entity has. */
    private static Answer with(List<String> columns, List<Entry> entries, String name, FeatureValue value) {
        List<String> more = new ArrayList<>(columns);
        more.add(0, name);
        List<Entry> changed = new ArrayList<>(entries);
        for (int i = 0; i < changed.size(); i++) {
            Optional<StoredEntity> entity = changed.get(i).entity();
            if (entity.isPresent()) {
                Map<String, FeatureValue> values = new HashMap<>(entity.get().values());
                values.put(name, value);
                StoredEntity larger = new StoredEntity(values, entity.get().generated());
                changed.set(i, new Entry(changed.get(i).id(), Optional.of(larger)));
                break;
            }
        }
        return new Answer(more, changed, false);
    }

    private static Reply failed(Status status) {
        return new Reply(List.of(), status);
    }
}
