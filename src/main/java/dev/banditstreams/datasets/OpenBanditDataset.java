package dev.banditstreams.datasets;

import dev.banditstreams.model.FeatureValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Reads a campaign of the Open Bandit Dataset as published (Saito, Aihara, Matsutani, Narita, "Open Bandit Dataset and
 * Pipeline", arXiv:2008.07146): a directory with the log, e.g. {@code men.csv}, and {@code item_context.csv}.
 *
 * <p>The log has no user ids; the four hashed user features together stand for a user. Its affinities of users and
 * items, whose number differs from campaign to campaign, are checked and not kept.
 */
public final class OpenBanditDataset {

    private static final String ITEM_CONTEXT = "item_context.csv";
    private static final String ITEM_ID = "item_id";
    private static final String ITEM_FEATURE = "item_feature_";
    /** The only item feature that is no hash. */
    private static final String REAL_ITEM_FEATURE = "item_feature_0";

    private static final List<String> USER_FEATURES =
            List.of("user_feature_0", "user_feature_1", "user_feature_2", "user_feature_3");
    private static final String AFFINITY = "user-item_affinity_";
    private static final int POSITIONS = 3;
    private static final int USER_ID_BYTES = 16;

    private OpenBanditDataset() {}

    /**
     * Reads and checks everything.
     *
     * @throws DatasetException at the first fault
     */
    public static Campaign read(Path directory) {
        Path log = log(directory);
        Map<String, LoggedItem> items = items(directory.resolve(ITEM_CONTEXT));
        List<LoggedImpression> impressions = new ArrayList<>();
        String contentHash = impressions(log, items, impressions);
        return new Campaign(name(log), contentHash, POSITIONS, List.copyOf(items.values()), impressions);
    }

    private static Path log(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new DatasetException("there is no directory " + directory);
        }
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> logs = files.filter(file -> file.getFileName().toString().endsWith(".csv"))
                    .filter(file -> !file.endsWith(ITEM_CONTEXT))
                    .sorted()
                    .toList();
            if (logs.size() != 1) {
                throw new DatasetException("directory " + directory + " has "
                        + (logs.isEmpty() ? "no" : logs.size()) + " CSV files beside " + ITEM_CONTEXT
                        + ": give one campaign's directory, with its log (e.g. men.csv) as the only other CSV file");
            }
            return logs.get(0);
        } catch (IOException | UncheckedIOException e) {
            throw new DatasetException("directory " + directory + " can't be read: " + e.getMessage(), e);
        }
    }

    private static String name(Path log) {
        String file = log.getFileName().toString();
        return file.substring(0, file.length() - ".csv".length());
    }

    private static Map<String, LoggedItem> items(Path file) {
        Map<String, LoggedItem> items = new LinkedHashMap<>();
        try (Table table = Table.open(file)) {
            int id = table.column(ITEM_ID);
            Map<String, Integer> features = columns(table, table.columnsStarting(ITEM_FEATURE));
            for (Row row = table.next(); row != null; row = table.next()) {
                String itemId = row.id(id);
                if (items.put(itemId, new LoggedItem(itemId, features(row, features))) != null) {
                    throw row.failure(id, "item " + itemId + " is there twice");
                }
            }
        }
        if (items.isEmpty()) {
            throw new DatasetException(file + " has a header and no rows");
        }
        return items;
    }

    /** @return the content hash */
    private static String impressions(Path file, Map<String, LoggedItem> items, List<LoggedImpression> impressions) {
        try (Table table = Table.open(file)) {
            int time = table.column("timestamp");
            int item = table.column(ITEM_ID);
            int position = table.column("position");
            int click = table.column("click");
            int propensity = table.column("propensity_score");
            Map<String, Integer> userFeatures = columns(table, USER_FEATURES);
            Map<String, Integer> affinities = columns(table, table.columnsStarting(AFFINITY));
            Map<Map<String, FeatureValue>, LoggedUser> users = new HashMap<>();
            for (Row row = table.next(); row != null; row = table.next()) {
                LoggedItem known = items.get(row.id(item));
                if (known == null) {
                    throw row.failure(item, "item " + row.id(item) + " is not in " + ITEM_CONTEXT);
                }
                affinities.values().forEach(row::number);
                impressions.add(new LoggedImpression(
                        impressions.size(),
                        row.time(time),
                        users.computeIfAbsent(features(row, userFeatures), OpenBanditDataset::user),
                        known.itemId(),
                        row.whole(position, 1, POSITIONS),
                        row.whole(click, 0, 1) == 1,
                        propensity(row, propensity)));
            }
            if (impressions.isEmpty()) {
                throw new DatasetException(file + " has a header and no rows");
            }
            return table.sha256Hex();
        }
    }

    private static double propensity(Row row, int column) {
        double value = row.number(column);
        if (value < 0 || value > 1) {
            throw row.failure(column, value + " is not a probability");
        }
        return value;
    }

    private static Map<String, Integer> columns(Table table, List<String> names) {
        Map<String, Integer> columns = new LinkedHashMap<>();
        names.forEach(name -> columns.put(name, table.column(name)));
        return columns;
    }

    /** An empty cell is a missing value. */
    private static Map<String, FeatureValue> features(Row row, Map<String, Integer> columns) {
        Map<String, FeatureValue> features = new HashMap<>();
        columns.forEach((name, column) -> {
            String text = row.text(column);
            if (!text.isEmpty()) {
                features.put(
                        name,
                        name.equals(REAL_ITEM_FEATURE)
                                ? new FeatureValue.Real(row.number(column))
                                : new FeatureValue.Text(text));
            }
        });
        return features;
    }

    /** Users with equal features are one. The id is a hash of them, so that it is the same in every campaign. */
    private static LoggedUser user(Map<String, FeatureValue> features) {
        StringBuilder joined = new StringBuilder();
        for (String name : USER_FEATURES) {
            FeatureValue value = features.get(name);
            joined.append(value == null ? "" : value.label().orElse("")).append('\n');
        }
        byte[] hash = Table.sha256().digest(joined.toString().getBytes(StandardCharsets.UTF_8));
        return new LoggedUser(HexFormat.of().formatHex(hash, 0, USER_ID_BYTES), features);
    }
}
