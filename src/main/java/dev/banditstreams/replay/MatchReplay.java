package dev.banditstreams.replay;

import dev.banditstreams.codec.StateSerdes;
import dev.banditstreams.datasets.Campaign;
import dev.banditstreams.datasets.LoggedImpression;
import dev.banditstreams.model.RankedItem;
import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.Reward;
import dev.banditstreams.model.Topic;
import dev.banditstreams.replay.Inbox.From;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Estimates the click rate of the service's policy from a log: the replay of Li, Chu, Langford and Wang ("Unbiased
 * Offline Evaluation of Contextual-bandit-based News Article Recommendation Algorithms", arXiv:1003.5956, 2010).
 *
 * <p>Rows are asked for in the order of time. Where the service recommends the logged item at the logged position, the
 * logged click goes back as a reward; any other row is passed over. The estimate is unbiased where the log's policy was
 * uniform.
 */
public final class MatchReplay {

    /** From a state's publication until every score instance has read it. */
    private static final Duration SPREADING = Duration.ofSeconds(1);

    private final Campaign campaign;
    private final RunIds ids;
    private final ReplayOptions options;
    private final Session session;
    private final Map<Integer, Recommendation> slates;
    private final Feedback feedback;
    private int matches;
    private int clicks;

    private MatchReplay(
            Campaign campaign,
            RunIds ids,
            ReplayOptions options,
            Session session,
            Map<Integer, Recommendation> slates) {
        this.campaign = campaign;
        this.ids = ids;
        this.options = options;
        this.session = session;
        this.slates = slates;
        feedback = new Feedback(ids);
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
        RunIds ids = new RunIds(campaign, "match", options.seed());
        Map<Integer, Recommendation> slates = new HashMap<>();
        try (Session session = new Session(service, campaign, ids, options, clock, progress, slates::put)) {
            MatchReplay replay = new MatchReplay(campaign, ids, options, session, slates);
            session.read(
                    Topic.OUTCOMES,
                    From.BEGINNING,
                    service.codecs()::outcomes,
                    (batch, record, old) -> batch.outcomes()
                            .forEach(outcome -> replay.feedback.add(outcome, record.partition(), record.offset())));
            session.readState(
                    Topic.ARM_STATISTICS,
                    From.END,
                    StateSerdes.armState().deserializer(),
                    (arm, record, old) -> replay.feedback.add(arm));
            session.open();
            return replay.run();
        }
    }

    private Replayed run() {
        if (!feedback.applied().isEmpty()) {
            throw new ReplayException("these topics already hold outcomes of a run with seed " + options.seed()
                    + " over this log, and a request's rewards count once: give another --seed");
        }
        session.introduce();
        List<LoggedImpression> rows = campaign.impressions().stream()
                .sorted(Comparator.comparing(LoggedImpression::time))
                .toList();
        for (int from = 0; from < rows.size(); from += options.batch()) {
            round(rows.subList(from, Math.min(from + options.batch(), rows.size())), from);
        }
        return new Replayed(report(), problems());
    }

    private void round(List<LoggedImpression> rows, int before) {
        rows.forEach(session::request);
        session.await(() -> answered(rows) == rows.size(), () -> before + answered(rows) + of() + " requests answered");
        List<LoggedImpression> matching = rows.stream().filter(this::matches).toList();
        slates.clear();
        for (LoggedImpression row : matching) {
            matches++;
            clicks += row.clicked() ? 1 : 0;
            session.reward(row, reward(row));
        }
        if (!matching.isEmpty()) {
            session.await(
                    () -> learned(matching) == matching.size() && feedback.unpublished() == 0,
                    () -> before + rows.size() + of() + " requests answered, " + learned(matching) + " of "
                            + matching.size() + " rewards learned, " + feedback.unpublished()
                            + " of them not in arm-statistics yet");
            session.listen(SPREADING);
        }
    }

    private boolean matches(LoggedImpression row) {
        Recommendation slate = slates.get(row.row());
        return slate != null
                && slate.items().stream()
                        .filter(item -> item.rank() == row.position())
                        .map(RankedItem::itemId)
                        .anyMatch(row.itemId()::equals);
    }

    private Reward reward(LoggedImpression row) {
        return new Reward(
                ids.feedback(row.row()),
                ids.request(row.row()),
                row.user().userId(),
                row.itemId(),
                null,
                "click",
                row.clicked() ? 1.0 : 0.0,
                session.millis(),
                null,
                null);
    }

    private long answered(List<LoggedImpression> rows) {
        return count(rows, session.answers().rows(), session.deadLetters().of(Sent.Kind.REQUEST));
    }

    private long learned(List<LoggedImpression> rows) {
        return count(rows, feedback.applied(), session.deadLetters().of(Sent.Kind.REWARD));
    }

    private static long count(List<LoggedImpression> rows, BitSet done, BitSet refused) {
        return rows.stream()
                .filter(row -> done.get(row.row()) || refused.get(row.row()))
                .count();
    }

    private String of() {
        return " of " + campaign.impressions().size();
    }

    private MatchReport report() {
        return new MatchReport(
                options.seed(),
                campaign.impressions().size(),
                session.answers().rows().cardinality(),
                session.deadLetters().count(),
                matches,
                clicks,
                matches == 0 ? null : (double) clicks / matches,
                feedback.applied().cardinality());
    }

    private List<String> problems() {
        List<String> problems = new ArrayList<>();
        session.deadLetters().problem().ifPresent(problems::add);
        session.answers().problem().ifPresent(problems::add);
        return problems;
    }
}
