/**
 * Logged data driven through the topics, and what was served read back from them, as an ordinary client of the service:
 * it only produces and consumes.
 *
 * <p>May import {@code model}, {@code codec} and {@code datasets}. Start with
 * {@link dev.banditstreams.replay.LoggedReplay}, {@link dev.banditstreams.replay.MatchReplay} and
 * {@link dev.banditstreams.replay.ServedTopics}.
 */
@NullMarked
package dev.banditstreams.replay;

import org.jspecify.annotations.NullMarked;
