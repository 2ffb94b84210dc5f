package dev.banditstreams.runtime;

import dev.banditstreams.bandit.PolicyKind;
import dev.banditstreams.config.PlacementKeys;
import dev.banditstreams.config.PolicyShare;
import dev.banditstreams.config.Setting;
import dev.banditstreams.config.Settings;
import dev.banditstreams.model.ItemIds;
import dev.banditstreams.topology.Placement;
import dev.banditstreams.topology.Placements;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** How placements are ranked, from the settings. */
final class PlacementOptions {

    /** Reads a setting for one placement. */
    private interface Values {
        <T> T get(Setting<T> setting);
    }

    private PlacementOptions() {}

    static Placements of(Settings settings) {
        Map<String, Placement> named = new HashMap<>();
        for (String name : settings.placements()) {
            named.put(name, placement(new Values() {
                @Override
                public <T> T get(Setting<T> setting) {
                    return settings.get(setting, name);
                }
            }));
        }
        return new Placements(placement(settings::get), named);
    }

    private static Placement placement(Values values) {
        return new Placement(
                variants(values),
                values.get(PlacementKeys.HALF_LIFE_MS),
                ItemIds.of(values.get(PlacementKeys.EXCLUDED)),
                new Placement.Newcomers(
                        values.get(PlacementKeys.NEWCOMER_TRIALS), values.get(PlacementKeys.NEWCOMER_SHARE)),
                values.get(PlacementKeys.PINNED).entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, item -> item.getValue().intValue())),
                values.get(PlacementKeys.GROUP_MOST));
    }

    private static List<Placement.Variant> variants(Values values) {
        List<PolicyShare> shares = values.get(PlacementKeys.POLICY);
        return shares.stream()
                .map(share -> variant(share, shares.size() == 1, values))
                .toList();
    }

    private static Placement.Variant variant(PolicyShare share, boolean alone, Values values) {
        PolicyKind kind =
                PolicyKind.valueOf(share.policy().toUpperCase(Locale.ROOT).replace('-', '_'));
        String version = values.get(PlacementKeys.POLICY_VERSION);
        if (share.version() != null) {
            version = share.version();
        } else if (!alone) {
            version = version + "-" + kind;
        }
        double exploration = values.get(PlacementKeys.EXPLORATION);
        if (kind == PolicyKind.EPSILON_GREEDY) {
            exploration = Math.max(exploration, values.get(PlacementKeys.EPSILON));
        }
        return new Placement.Variant(kind, version, share.share(), exploration);
    }
}
