package dev.banditstreams.runtime;

import dev.banditstreams.config.FallbackKeys;
import dev.banditstreams.config.Keys;
import dev.banditstreams.config.Settings;
import dev.banditstreams.config.VertexKeys;
import dev.banditstreams.features.Fallback;
import dev.banditstreams.features.FeatureAnswer;
import dev.banditstreams.features.FeatureQuery;
import dev.banditstreams.features.TimerThread;
import dev.banditstreams.metrics.FallbackMeters;
import dev.banditstreams.model.EntityType;
import dev.banditstreams.topology.Fetching;
import dev.banditstreams.topology.Freshness;
import dev.banditstreams.topology.ItemTable;
import dev.banditstreams.vertex.Vertex;
import dev.banditstreams.vertex.VertexException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The feature store that score reads from, with its policies and its clock; one for the process. */
final class FeatureFallback implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FeatureFallback.class);
    private static final Duration FIRST_READ = Duration.ofSeconds(10);
    private static final String NOBODY = "bandit-streams-start-up";
    private static final Duration AGING = Duration.ofSeconds(1);
    /** The item table is locked for as long as it takes to look at so many: some hundred microseconds. */
    private static final int AGED_AT_ONCE = 20_000;

    private final Settings settings;
    private final InstantSource clock;
    private final TimerThread timers;
    private final Vertex vertex;
    private final Fallback fallback;

    /** @throws StartUpException if there are no credentials */
    FeatureFallback(Settings settings, FallbackMeters meters, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        timers = new TimerThread("fallback-timers");
        try {
            vertex = Vertex.open(VertexSettings.options(settings), timers, clock);
        } catch (VertexException e) {
            timers.close();
            throw new StartUpException(String.valueOf(e.getMessage()), e);
        }
        fallback = new Fallback(vertex, FallbackSettings.options(settings), meters, timers);
        types().forEach(this::tryOut);
    }

    /**
     * Reads something that is not there: the connection is made, and the client's classes are loaded, before the first
     * request needs them; and whoever looks at the log learns whether the store can be read.
     */
    private void tryOut(EntityType type) {
        long deadline = timers.nanos() + FIRST_READ.toNanos();
        vertex.read(new FeatureQuery(type, Set.of(NOBODY), List.of(), deadline)).onAnswer((id, answer) -> {
            if (answer instanceof FeatureAnswer.Failed failed) {
                LOG.warn(
                        "the feature store can't be read ({}, {}): requests that lack features are answered degraded"
                                + " until it can",
                        failed.code().label(),
                        failed.message());
            } else {
                LOG.info("the feature store answers reads of type {}", type);
            }
        });
    }

    static boolean isOn(Settings settings) {
        return settings.get(FallbackKeys.FALLBACK).equals("vertex");
    }

    Fetching fetching() {
        return new Fetching(
                fallback,
                timers,
                fallback::forget,
                types(),
                settings.get(FallbackKeys.ORDERING).equals("user"),
                new Freshness(settings.get(FallbackKeys.USER_TTL_MS), settings.get(FallbackKeys.USER_HARD_TTL_MS)),
                settings.get(Keys.LIMIT_PARKED_ENTITIES));
    }

    ItemTable.Fetched fetchedItems() {
        return new ItemTable.Fetched(
                new Freshness(settings.get(FallbackKeys.ITEM_TTL_MS), settings.get(FallbackKeys.ITEM_HARD_TTL_MS)),
                settings.get(Keys.LIMIT_FETCHED_ITEMS));
    }

    /** Looks at the items' ages from now on. */
    void age(ItemTable items) {
        age(items, 0);
    }

    private void age(ItemTable items, int from) {
        int next = items.age(clock.millis(), from, AGED_AT_ONCE);
        timers.after(next == 0 ? AGING : Duration.ZERO, () -> age(items, next));
    }

    private Set<EntityType> types() {
        Set<EntityType> types = EnumSet.noneOf(EntityType.class);
        if (!settings.get(VertexKeys.USER_VIEW).isEmpty()) {
            types.add(EntityType.USER);
        }
        if (!settings.get(VertexKeys.ITEM_VIEW).isEmpty()) {
            types.add(EntityType.ITEM);
        }
        return types;
    }

    /** Fails what is under way; what is parked stays so, for the next start. */
    @Override
    public void close() {
        fallback.close();
        vertex.close();
        timers.close();
    }
}
