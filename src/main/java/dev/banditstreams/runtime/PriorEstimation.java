package dev.banditstreams.runtime;

import dev.banditstreams.config.Keys;
import dev.banditstreams.config.Settings;
import dev.banditstreams.topology.ItemTable;
import dev.banditstreams.topology.PriorEstimate;
import dev.banditstreams.topology.ScoringOptions.Prior;
import dev.banditstreams.topology.ScoringOptions.Priors;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Estimates the priors of this instance again and again, on a thread of its own. */
final class PriorEstimation implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PriorEstimation.class);

    /** Every posterior is computed again after a change; a smaller one isn't worth that. */
    private static final double LEAST_CHANGE = 0.01;

    private final ItemTable items;
    private final PriorEstimate estimate;
    private final long intervalMillis;
    private final ScheduledExecutorService thread;
    private Priors current;

    private PriorEstimation(ItemTable items, Priors given, boolean byGroup, long intervalMillis) {
        this.items = items;
        this.estimate = new PriorEstimate(items, given, byGroup);
        this.intervalMillis = intervalMillis;
        this.current = given;
        thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread daemon = new Thread(task, "prior-estimation");
            daemon.setDaemon(true);
            return daemon;
        });
    }

    static boolean isOn(Settings settings) {
        return !settings.get(Keys.PRIOR_ESTIMATE).equals("off");
    }

    /** @param given what stands until there is an estimate */
    static PriorEstimation of(Settings settings, ItemTable items, Priors given) {
        return new PriorEstimation(
                items,
                given,
                settings.get(Keys.PRIOR_ESTIMATE).equals("groups"),
                settings.get(Keys.PRIOR_ESTIMATE_INTERVAL_MS));
    }

    /** Begins with the first estimate; the tables have to be restored. */
    void start() {
        var unused = thread.scheduleWithFixedDelay(this::estimate, 0, intervalMillis, TimeUnit.MILLISECONDS);
    }

    private void estimate() {
        try {
            Priors next = estimate.estimate();
            if (differs(current, next)) {
                items.putPriors(next);
                current = next;
                LOG.info(
                        "prior estimated from {} items: {}, and those of {} groups",
                        items.size(),
                        shown(next.whole()),
                        next.byGroup().size());
            }
        } catch (RuntimeException e) {
            LOG.warn("the prior can't be estimated; the one before stands", e);
        }
    }

    private static String shown(Prior prior) {
        return "mean %.6g, strength %.6g".formatted(prior.mean(), prior.itemStrength());
    }

    static boolean differs(Priors before, Priors after) {
        return !before.byGroup().keySet().equals(after.byGroup().keySet())
                || differs(before.whole(), after.whole())
                || before.byGroup().entrySet().stream()
                        .anyMatch(group ->
                                differs(group.getValue(), after.byGroup().getOrDefault(group.getKey(), after.whole())));
    }

    private static boolean differs(Prior before, Prior after) {
        return differs(before.mean(), after.mean()) || differs(before.itemStrength(), after.itemStrength());
    }

    private static boolean differs(double before, double after) {
        return Math.abs(after - before) > LEAST_CHANGE * before;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
