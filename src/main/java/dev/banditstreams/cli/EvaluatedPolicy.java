package dev.banditstreams.cli;

import dev.banditstreams.bandit.BetaSampler;
import dev.banditstreams.datasets.BetaPrior;
import dev.banditstreams.datasets.PriorsFile;
import dev.banditstreams.evaluation.FixedSlate;
import dev.banditstreams.evaluation.TargetPolicy;
import dev.banditstreams.evaluation.ThompsonPolicy;
import dev.banditstreams.evaluation.UniformPolicy;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The policy that {@code ./bandit evaluate} was asked about, in the words of its options. */
final class EvaluatedPolicy {

    enum Kind {
        UNIFORM,
        THOMPSON,
        FIXED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Kind kind;
    private final List<String> slate;
    private final @Nullable Path priorsFile;
    private final Map<String, BetaPrior> priors;

    private EvaluatedPolicy(Kind kind, List<String> slate, @Nullable Path priorsFile, Map<String, BetaPrior> priors) {
        this.kind = kind;
        this.slate = slate;
        this.priorsFile = priorsFile;
        this.priors = priors;
    }

    /**
     * Reads the priors if there are any.
     *
     * @param slate for a fixed policy
     * @throws dev.banditstreams.datasets.DatasetException if the file can't be read
     */
    static EvaluatedPolicy of(Kind kind, List<String> slate, @Nullable Path priorsFile) {
        return new EvaluatedPolicy(
                kind, List.copyOf(slate), priorsFile, priorsFile == null ? Map.of() : PriorsFile.read(priorsFile));
    }

    /** Why the options don't go together; null if they do. */
    static @Nullable String fault(Kind kind, List<String> slate, @Nullable Path priors, @Nullable Integer k) {
        if (kind == Kind.FIXED && slate.isEmpty()) {
            return "--policy fixed needs --items, e.g. --items 13,23,6";
        }
        if (kind != Kind.FIXED && !slate.isEmpty()) {
            return "--items is for --policy fixed";
        }
        if (kind != Kind.THOMPSON && priors != null) {
            return "--priors is for --policy thompson";
        }
        if (slate.stream().anyMatch(String::isBlank)) {
            return "--items has an empty item id";
        }
        if (new HashSet<>(slate).size() < slate.size()) {
            return "--items names an item twice: " + String.join(",", slate);
        }
        if (k != null && kind == Kind.FIXED && k > slate.size()) {
            return "--k is " + k + ", and --items has " + slate.size() + " items";
        }
        return null;
    }

    /** How many positions it fills, where that is its own matter. */
    @Nullable
    Integer length() {
        return kind == Kind.FIXED ? slate.size() : null;
    }

    /** Whether it draws from what the log itself believed of the items. */
    boolean drawsFromLog() {
        return kind == Kind.THOMPSON && priorsFile == null;
    }

    /**
     * The policy over a log's items.
     *
     * @throws CommandFailure if it shows an item that the log doesn't have, or a prior is missing or out of range
     */
    TargetPolicy over(ItemNumbers items) {
        return switch (kind) {
            case UNIFORM -> new UniformPolicy();
            case FIXED ->
                new FixedSlate(slate.stream()
                        .mapToInt(id -> known(id, "--items", items))
                        .toArray());
            case THOMPSON -> thompson(items);
        };
    }

    /**
     * Makes sure that every item of the file is one of the log's.
     *
     * @throws CommandFailure at the first one that isn't
     */
    void requireKnownPriors(ItemNumbers items) {
        priors.keySet().forEach(id -> known(id, String.valueOf(priorsFile), items));
    }

    private TargetPolicy thompson(ItemNumbers items) {
        double[] alpha = new double[items.size()];
        double[] beta = new double[items.size()];
        for (int item = 0; item < items.size(); item++) {
            BetaPrior prior = priors.get(items.id(item));
            if (prior == null) {
                throw new CommandFailure(priorsFile + " has no row for item " + items.id(item)
                        + ": it needs one for every item that the log could show, and there are " + items.size());
            }
            requireSampled(prior.alpha(), items.id(item));
            requireSampled(prior.beta(), items.id(item));
            alpha[item] = prior.alpha();
            beta[item] = prior.beta();
        }
        return new ThompsonPolicy(alpha, beta);
    }

    private void requireSampled(double parameter, String item) {
        if (parameter < BetaSampler.LEAST || parameter > BetaSampler.MOST) {
            throw new CommandFailure(priorsFile + ": item " + item + " has a parameter of " + parameter
                    + ", expected alpha and beta from " + BetaSampler.LEAST + " to " + BetaSampler.MOST);
        }
    }

    private static int known(String id, String where, ItemNumbers items) {
        return items.of(id)
                .orElseThrow(() -> new CommandFailure(
                        where + ": item " + id + " is not among the " + items.size() + " items of the log"));
    }

    @Override
    public String toString() {
        return switch (kind) {
            case UNIFORM -> "uniform";
            case FIXED -> "fixed " + String.join(",", slate);
            case THOMPSON -> "thompson, priors of " + Objects.requireNonNullElse(priorsFile, "the audits");
        };
    }

    String name() {
        return kind.toString();
    }
}
