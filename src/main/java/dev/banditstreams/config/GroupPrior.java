package dev.banditstreams.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The prior of a group's items.
 *
 * @param mean in (0, 1)
 * @param strength in pseudo-impressions, above 0
 */
public record GroupPrior(double mean, double strength) {

    private static final double MOST_STRENGTH = 1e9;
    private static final Pattern WRITTEN = Pattern.compile("([^=]+)=([^=:]+):([^=:]+)");

    static Type<Map<String, GroupPrior>> type() {
        return new Type<>(
                "different groups as GROUP=MEAN:STRENGTH apart by commas, as in news=0.02:9000", GroupPrior::read);
    }

    private static Optional<Map<String, GroupPrior>> read(String text) {
        Map<String, GroupPrior> priors = new LinkedHashMap<>();
        if (text.isBlank()) {
            return Optional.of(Map.of());
        }
        for (String part : text.split(",", -1)) {
            Matcher written = WRITTEN.matcher(part.strip());
            if (!written.matches()) {
                return Optional.empty();
            }
            double mean = Type.real(written.group(2).strip()).orElse(-1.0);
            double strength = Type.real(written.group(3).strip()).orElse(-1.0);
            boolean valid = mean > 0 && mean < 1 && strength > 0 && strength <= MOST_STRENGTH;
            if (!valid || priors.put(written.group(1).strip(), new GroupPrior(mean, strength)) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(Map.copyOf(priors));
    }
}
