package dev.banditstreams.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A package and those of ours that it may import. An enum can only name what stands above: cycles can't be written. */
enum Layer {
    MODEL,
    BANDIT,
    CONFIG,
    METRICS,
    FEATURES(MODEL, METRICS),
    VERTEX(FEATURES, MODEL, METRICS),
    CODEC(MODEL),
    TOPOLOGY(MODEL, BANDIT, FEATURES, CODEC, METRICS),
    RUNTIME(Reach.ALL_ABOVE),
    WEB(RUNTIME, METRICS, MODEL),
    DATASETS(MODEL),
    EVALUATION(MODEL, BANDIT),
    SIMULATION(MODEL, BANDIT, CODEC, METRICS, TOPOLOGY),
    REPLAY(MODEL, CODEC, DATASETS),
    CHECK(MODEL, CODEC),
    CHAOS(MODEL, CODEC, CHECK),
    BENCH(MODEL, CODEC, SIMULATION),
    DEMO(Reach.ALL_ABOVE),
    CLI(Reach.ALL_ABOVE);

    static final String ROOT = "dev.banditstreams";

    private final Reach reach;

    @SuppressWarnings("ImmutableEnumChecker") // a copy that nothing changes
    private final Set<Layer> named;

    Layer(Layer... imports) {
        this.reach = Reach.NAMED;
        this.named = Set.of(imports);
    }

    Layer(Reach reach) {
        this.reach = reach;
        this.named = Set.of();
    }

    String packageName() {
        return ROOT + "." + name().toLowerCase(Locale.ROOT);
    }

    boolean mayImport(Layer other) {
        return other == this || named.contains(other) || (reach == Reach.ALL_ABOVE && other.compareTo(this) < 0);
    }

    /** Empty for a class that lies in none of them; the generated Avro classes belong to {@code codec}. */
    static Optional<Layer> of(JavaClass type) {
        String in = type.getPackageName();
        return Arrays.stream(values())
                .filter(layer ->
                        in.equals(layer.packageName()) || (layer == CODEC && in.equals(layer.packageName() + ".avro")))
                .findFirst();
    }

    private enum Reach {
        NAMED,
        ALL_ABOVE
    }
}
