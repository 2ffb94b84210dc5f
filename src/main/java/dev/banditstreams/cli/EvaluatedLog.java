package dev.banditstreams.cli;

import dev.banditstreams.evaluation.LoggedRows;
import dev.banditstreams.evaluation.Sample;
import java.util.List;
import java.util.Map;

/**
 * A log, and what a policy does in it.
 *
 * @param described for people
 * @param facts about it, by their names in the result
 * @param leftOut rows or requests that can't be used, by reason
 * @param warnings each a sentence
 */
record EvaluatedLog(
        String described,
        Map<String, Object> facts,
        LoggedRows rows,
        Sample.Decisions decisions,
        Map<String, Integer> leftOut,
        List<String> warnings) {}
