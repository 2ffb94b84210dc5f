package dev.banditstreams.replay;

import dev.banditstreams.datasets.Campaign;
import dev.banditstreams.datasets.LoggedImpression;
import dev.banditstreams.datasets.LoggedItem;
import dev.banditstreams.model.Cohorts;
import dev.banditstreams.model.Millionths;
import dev.banditstreams.model.Reward;
import dev.banditstreams.model.Topic;
import dev.banditstreams.replay.ImportedOutcomes.Counts;
import dev.banditstreams.replay.Inbox.From;
import dev.banditstreams.replay.LoggedReport.Item;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Teaches the service what a log holds: one scoring request and one imported outcome for each row.
 *
 * <p>Rewards are sent in the order of the rows, whose numbers are the import's sequence. So an import that was broken
 * off, by a fault here or in the service, is completed by running it again, and nothing counts twice.
 */
public final class LoggedReplay {

    private static final int ROWS_BETWEEN_POLLS = 500;
    /** Time for an outcome that must not come, because its row was imported before. */
    private static final Duration SETTLING = Duration.ofSeconds(1);

    private final Campaign campaign;
    private final RunIds ids;
    private final Session session;
    private final ImportedOutcomes outcomes;

    private LoggedReplay(Campaign campaign, RunIds ids, Session session) {
        this.campaign = campaign;
        this.ids = ids;
        this.session = session;
        outcomes = new ImportedOutcomes(ids);
    }

    /**
     * Runs to the end.
     *
     * @throws ReplayException if it can't go on; also throws what {@link Progress#check} throws
     */
    public static Replayed run(
            ServiceEndpoints service,
            Campaign campaign,
            ReplayOptions options,
            InstantSource clock,
            Progress progress) {
        RunIds ids = new RunIds(campaign, "logged", options.seed());
        try (Session session = new Session(service, campaign, ids, options, clock, progress, (row, answer) -> {})) {
            LoggedReplay replay = new LoggedReplay(campaign, ids, session);
            session.read(
                    Topic.OUTCOMES,
                    From.BEGINNING,
                    service.codecs()::outcomes,
                    (batch, record, old) -> batch.outcomes().forEach(outcome -> replay.outcomes.add(outcome, old)));
            session.open();
            return replay.run();
        }
    }

    private Replayed run() {
        session.introduce();
        for (LoggedImpression row : campaign.impressions()) {
            session.request(row);
            session.reward(row, imported(row));
            if (row.row() % ROWS_BETWEEN_POLLS == 0) {
                session.hear();
                session.tell("sent " + row.row() + " of " + rows() + " rows");
            }
        }
        session.await(() -> answered() == rows() && imported() == rows(), this::state);
        session.listen(SETTLING);
        return new Replayed(report(), problems());
    }

    private Reward imported(LoggedImpression row) {
        return new Reward(
                ids.imported(row.row()),
                null,
                row.user().userId(),
                row.itemId(),
                Cohorts.ALL,
                "click",
                row.clicked() ? 1.0 : 0.0,
                row.time().toEpochMilli(),
                ids.importId(),
                (long) row.row());
    }

    private int rows() {
        return campaign.impressions().size();
    }

    private int answered() {
        return either(session.answers().rows(), session.deadLetters().of(Sent.Kind.REQUEST));
    }

    private int imported() {
        return either(outcomes.rows(), session.deadLetters().of(Sent.Kind.REWARD));
    }

    private static int either(BitSet done, BitSet refused) {
        BitSet rows = (BitSet) done.clone();
        rows.or(refused);
        return rows.cardinality();
    }

    private String state() {
        return answered() + " of " + rows() + " requests answered and " + imported() + " of " + rows()
                + " outcomes imported";
    }

    private LoggedReport report() {
        Counts total = outcomes.total();
        List<Item> items = campaign.items().stream()
                .map(LoggedItem::itemId)
                .map(item -> new Item(
                        item, outcomes.of(item).trials(), outcomes.of(item).successes() / Millionths.ONE))
                .filter(item -> item.impressions() > 0)
                .toList();
        return new LoggedReport(
                rows(),
                rows(),
                session.answers().rows().cardinality(),
                session.deadLetters().count(),
                outcomes.appeared(),
                outcomes.before().cardinality(),
                total.successes() / Millionths.ONE,
                total.failures() / Millionths.ONE,
                outcomes.arms(),
                items);
    }

    private List<String> problems() {
        List<String> problems = new ArrayList<>();
        session.deadLetters().problem().ifPresent(problems::add);
        session.answers().problem().ifPresent(problems::add);
        if (session.deadLetters().of(Sent.Kind.REWARD).isEmpty()) {
            problems.addAll(differences());
        }
        return problems;
    }

    /** Where the outcomes differ from the log itself. */
    private List<String> differences() {
        Map<String, Counts> logged = new HashMap<>();
        for (LoggedImpression row : campaign.impressions()) {
            Counts one = row.clicked() ? new Counts(1, Millionths.ONE, 0) : new Counts(1, 0, Millionths.ONE);
            logged.merge(row.itemId(), one, Counts::plus);
        }
        return campaign.items().stream()
                .map(LoggedItem::itemId)
                .filter(item -> !outcomes.of(item).equals(logged.getOrDefault(item, Counts.NONE)))
                .map(item -> "the outcomes of item " + item + " come to " + outcomes.of(item)
                        + " in millionths, the log to " + logged.get(item))
                .toList();
    }
}
