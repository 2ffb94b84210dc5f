package dev.banditstreams.vertex;

import com.google.cloud.aiplatform.v1.ReadFeatureValuesResponse;
import com.google.cloud.aiplatform.v1.ReadFeatureValuesResponse.EntityView;
import com.google.cloud.aiplatform.v1.ReadFeatureValuesResponse.FeatureDescriptor;
import dev.banditstreams.features.FailureCode;
import dev.banditstreams.features.FeatureAnswer.Failed;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The answers of the legacy store: first a header that names the columns, then cells by position, those of an entity in
 * one message or in several.
 *
 * <p>A message has a cell for each column, empty where another message has the value; one with fewer goes on where the
 * entity's last one ended. An entity has its answer when every column that was asked for has a value; else when the
 * stream ends, since more may come until then. When the stream breaks off, what is not whole is failed: a part of an
 * entity must not pass for all of it.
 */
final class LegacyAnswers extends StreamAnswers<ReadFeatureValuesResponse> {

    private final Map<String, Rows> open = new HashMap<>();
    private final Set<String> asked;
    private @Nullable List<String> columns;

    /** What has come of one entity, and how many cells of it by parts. */
    private static final class Rows {
        final EntityValues values;
        int position;

        Rows(EntityValues values) {
            this.values = values;
        }
    }

    LegacyAnswers(Reading reading, List<String> ids) {
        super(reading);
        asked = new HashSet<>(ids);
    }

    @Override
    void take(ReadFeatureValuesResponse response) {
        if (response.getHeader().getFeatureDescriptorsCount() > 0) {
            header(response.getHeader().getFeatureDescriptorsList().stream()
                    .map(FeatureDescriptor::getId)
                    .toList());
        }
        if (response.hasEntityView()) {
            String id = response.getEntityView().getEntityId();
            if (asked.contains(id)) {
                row(id, response.getEntityView());
            } else {
                reading.strayed();
            }
        }
    }

    private void header(List<String> names) {
        if (columns != null && !columns.equals(names)) {
            throw new IllegalArgumentException("the header changed within one answer");
        }
        columns = names;
    }

    private void row(String id, EntityView view) {
        Rows rows = open.computeIfAbsent(id, unused -> new Rows(reading.entity()));
        int count = view.getDataCount();
        if (count == 0) {
            return;
        }
        if (columns == null) {
            throw new IllegalArgumentException("values came before the header that names their features");
        }
        int first = count == columns.size() ? 0 : rows.position;
        if (first + count > columns.size()) {
            throw new IllegalArgumentException("an entity has more values than the header has features");
        }
        for (int i = 0; i < count; i++) {
            if (!rows.values.put(columns.get(first + i), LegacyStore.newest(view.getData(i)))) {
                reading.strayed();
            }
        }
        rows.position = first + count;
        if (rows.values.full()) {
            open.remove(id);
            asked.remove(id);
            reading.answer(id, rows.values.answer());
        }
    }

    @Override
    void ended() {
        open.forEach((id, rows) -> reading.answer(
                id,
                rows.position == 0 || columns == null || rows.position == columns.size()
                        ? rows.values.answer()
                        : new Failed(
                                FailureCode.UNREADABLE,
                                rows.position + " values came of the entity, " + columns.size() + " were announced")));
        reading.end();
    }
}
