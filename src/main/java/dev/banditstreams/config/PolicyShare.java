package dev.banditstreams.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A policy with its share of the traffic.
 *
 * @param version null: none is given
 * @param share above 0; those of one placement are 1 together
 */
public record PolicyShare(String policy, @Nullable String version, double share) {

    private static final double EXACT_ENOUGH = 1e-9;
    private static final Pattern WRITTEN = Pattern.compile("([a-z0-9-]+)(?:@([^@=]+))?(?:=([0-9.eE+-]+))?");

    /** {@code thompson}, or several with versions and shares: {@code thompson=0.9,greedy@g2=0.1}. */
    static Type<List<PolicyShare>> type(Set<String> policies) {
        return new Type<>(
                "a policy (" + String.join(", ", policies.stream().sorted().toList())
                        + "), or several as POLICY@VERSION=SHARE apart by commas, with different versions and shares that"
                        + " are 1 together",
                text -> read(text, policies));
    }

    private static Optional<List<PolicyShare>> read(String text, Set<String> policies) {
        List<PolicyShare> shares = new ArrayList<>();
        Set<String> versions = new HashSet<>();
        double sum = 0;
        for (String part : text.split(",", -1)) {
            Matcher written = WRITTEN.matcher(part.strip());
            if (!written.matches() || !policies.contains(written.group(1))) {
                return Optional.empty();
            }
            Optional<Double> share = written.group(3) == null ? Optional.of(1.0) : Type.real(written.group(3));
            String version = written.group(2);
            if (share.isEmpty() || !(share.get() > 0) || !versions.add(version == null ? written.group(1) : version)) {
                return Optional.empty();
            }
            sum += share.get();
            shares.add(new PolicyShare(written.group(1), version, share.get()));
        }
        return Math.abs(sum - 1) <= EXACT_ENOUGH ? Optional.of(List.copyOf(shares)) : Optional.empty();
    }
}
