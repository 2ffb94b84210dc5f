package dev.banditstreams.datasets;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads a CSV file of priors: columns {@code item_id}, {@code alpha} and {@code beta}, in any order, beside any others.
 */
public final class PriorsFile {

    private PriorsFile() {}

    /**
     * Reads and checks everything.
     *
     * @return by item id, in the file's order; at least one
     * @throws DatasetException at the first fault
     */
    public static Map<String, BetaPrior> read(Path file) {
        Map<String, BetaPrior> priors = new LinkedHashMap<>();
        try (Table table = Table.openHandwritten(file)) {
            int item = table.column("item_id");
            int alpha = table.column("alpha");
            int beta = table.column("beta");
            for (Row row = table.next(); row != null; row = table.next()) {
                String id = row.id(item);
                if (priors.put(id, new BetaPrior(positive(row, alpha), positive(row, beta))) != null) {
                    throw row.failure(item, "item " + id + " is there twice");
                }
            }
        }
        if (priors.isEmpty()) {
            throw new DatasetException(file + " has a header and no rows");
        }
        return priors;
    }

    private static double positive(Row row, int column) {
        double value = row.number(column);
        if (value <= 0) {
            throw row.failure(column, "'" + row.text(column) + "' is not above 0");
        }
        return value;
    }
}
