package dev.banditstreams.features;

import dev.banditstreams.metrics.FallbackMeters;
import dev.banditstreams.model.EntityType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads an entity once for all who ask for it at the same time.
 *
 * <p>Who joins a read under way gets its answer, also where that read's deadline comes first. A read is cancelled when
 * nobody waits for any of its entities.
 */
final class SharedReads implements FeatureSource {

    private final FeatureSource source;
    private final FallbackMeters meters;

    private final Object lock = new Object();
    private final Map<EntityType, Map<String, Flight>> flights = new EnumMap<>(EntityType.class);

    SharedReads(FeatureSource source, FallbackMeters meters) {
        this.source = source;
        this.meters = meters;
        for (EntityType type : EntityType.values()) {
            flights.put(type, new HashMap<>());
        }
    }

    /** Entities that are being read. */
    int inFlight() {
        synchronized (lock) {
            return flights.values().stream().mapToInt(Map::size).sum();
        }
    }

    /** Who asks for the entity from now on doesn't get the answer of a read that is under way. */
    void forget(EntityType type, String id) {
        synchronized (lock) {
            flightsOf(type).remove(id);
        }
    }

    @Override
    public FeatureRead read(FeatureQuery query) {
        FeatureRead read = new FeatureRead(query.ids());
        List<Flight> mine = new ArrayList<>(query.ids().size());
        Set<String> fresh = new HashSet<>();
        Group group = new Group(query);
        synchronized (lock) {
            Map<String, Flight> known = flightsOf(query.type());
            for (String id : query.ids()) {
                Flight flight = known.get(id);
                if (flight == null || !flight.group.query.features().equals(query.features())) {
                    fresh.add(id);
                    flight = new Flight(id, group);
                    group.flights.put(id, flight);
                    known.putIfAbsent(id, flight);
                }
                flight.join(read);
                mine.add(flight);
            }
        }
        if (fresh.size() < query.ids().size()) {
            meters.shared(query.ids().size() - fresh.size());
        }
        read.onCancel(() -> leave(read, mine));
        if (!fresh.isEmpty()) {
            group.start(Guarded.start(source, query.of(fresh)));
        }
        return read;
    }

    private Map<String, Flight> flightsOf(EntityType type) {
        return Objects.requireNonNull(flights.get(type));
    }

    private void leave(FeatureRead read, List<Flight> joined) {
        List<FeatureRead> unwanted = new ArrayList<>();
        synchronized (lock) {
            for (Flight flight : joined) {
                Group group = flight.group;
                if (flight.leave(read) && group.wanted == 0) {
                    group.cancelled = true;
                    group.flights.values().forEach(this::land);
                    if (group.inner != null) {
                        unwanted.add(group.inner);
                    }
                }
            }
        }
        unwanted.forEach(FeatureRead::cancel);
    }

    private void land(Flight flight) {
        flightsOf(flight.group.query.type()).remove(flight.id, flight);
    }

    /** One read of the inner source. Its fields are guarded by the lock. */
    private final class Group {

        private final FeatureQuery query;

        /** Those without an answer. */
        private final Map<String, Flight> flights = new HashMap<>();

        /** How many of them somebody waits for. */
        private int wanted;

        private boolean cancelled;
        private @Nullable FeatureRead inner;

        Group(FeatureQuery query) {
            this.query = query;
        }

        void start(FeatureRead started) {
            boolean unwanted;
            synchronized (lock) {
                inner = started;
                unwanted = cancelled;
            }
            started.onAnswer(this::answer);
            if (unwanted) {
                started.cancel();
            }
        }

        private void answer(String id, FeatureAnswer answer) {
            List<FeatureRead> waiters;
            synchronized (lock) {
                Flight flight = flights.remove(id);
                if (flight == null) {
                    return;
                }
                land(flight);
                waiters = flight.end();
            }
            waiters.forEach(waiter -> waiter.answer(id, answer));
        }
    }

    /** One entity of it. */
    private static final class Flight {

        private final String id;
        private final Group group;
        private List<FeatureRead> waiters = new ArrayList<>(1);

        Flight(String id, Group group) {
            this.id = id;
            this.group = group;
        }

        void join(FeatureRead read) {
            if (waiters.isEmpty()) {
                group.wanted++;
            }
            waiters.add(read);
        }

        /** @return whether nobody waits for it any longer */
        boolean leave(FeatureRead read) {
            if (!waiters.remove(read) || !waiters.isEmpty()) {
                return false;
            }
            group.wanted--;
            return true;
        }

        List<FeatureRead> end() {
            List<FeatureRead> ended = waiters;
            if (!ended.isEmpty()) {
                group.wanted--;
            }
            waiters = new ArrayList<>(0);
            return ended;
        }
    }
}
