package dev.banditstreams.demo;

import java.util.List;
import java.util.Locale;

/**
 * How a service came by its features since its start, by its own meters.
 *
 * @param users what requests found of their users
 * @param items what requests found of their candidates
 * @param parked requests that wait at this moment
 * @param reads reads from the feature store, of one entity or many
 * @param failed entities that no read brought
 */
record FeatureFigures(Lookups users, Lookups items, long parked, long reads, long failed, Circuit circuit) {

    static final FeatureFigures NONE =
            new FeatureFigures(new Lookups(0, 0), new Lookups(0, 0), 0, 0, 0, Circuit.CLOSED);

    /** Whether the feature store is asked; while half-open, by one call at a time. */
    enum Circuit {
        CLOSED,
        HALF_OPEN,
        OPEN;

        String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        private static Circuit of(double state) {
            return state == 0 ? CLOSED : state < 1 ? HALF_OPEN : OPEN;
        }
    }

    /** Entities that were looked for in the local stores. */
    record Lookups(long hits, long misses) {

        /** From 0 to 1; 0 of none. */
        double rate() {
            return hits == 0 ? 0 : (double) hits / (hits + misses);
        }

        /** Those since then; if there were none, all. */
        Lookups since(Lookups then) {
            return equals(then) ? this : new Lookups(hits - then.hits, misses - then.misses);
        }
    }

    /** @param scrape all meters in Prometheus' text format; one that is missing counts as 0 */
    static FeatureFigures of(String scrape) {
        List<String> lines =
                scrape.lines().filter(line -> line.startsWith("bandit_")).toList();
        return new FeatureFigures(
                lookups(lines, "user"),
                lookups(lines, "item"),
                (long) sum(lines, "bandit_parked_requests"),
                (long) sum(lines, "bandit_fallback_read_entities_count"),
                (long) sum(lines, "bandit_fallback_failures_total"),
                Circuit.of(sum(lines, "bandit_fallback_circuit")));
    }

    HitRate hitRate() {
        return new HitRate(users.rate(), items.rate());
    }

    /** Of what was looked for since then. */
    HitRate hitRateSince(FeatureFigures then) {
        return new HitRate(
                users.since(then.users).rate(), items.since(then.items).rate());
    }

    private static Lookups lookups(List<String> lines, String entity) {
        String found = "bandit_features_looked_up_total{entity=\"" + entity + "\",found=";
        return new Lookups((long) sum(lines, found + "\"hit\"}"), (long) sum(lines, found + "\"miss\"}"));
    }

    /** @param meter with all its labels, or without: of all of them together */
    private static double sum(List<String> lines, String meter) {
        return lines.stream()
                .filter(line -> line.startsWith(meter + ' ') || line.startsWith(meter + '{'))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
