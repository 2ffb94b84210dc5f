package dev.banditstreams.replay;

import java.util.List;

/** What came of a replay. */
public sealed interface ReplayReport permits LoggedReport, MatchReport {

    /** For people, a sentence a line. */
    List<String> summary();
}
