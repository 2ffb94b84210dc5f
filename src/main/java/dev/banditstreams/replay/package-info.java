/**
 * Logged data driven through the topics, as an ordinary client of the service: it only produces and consumes.
 *
 * <p>May import {@code model}, {@code codec} and {@code datasets}. Start with
 * {@link dev.banditstreams.replay.LoggedReplay} and {@link dev.banditstreams.replay.MatchReplay}.
 */
@NullMarked
package dev.banditstreams.replay;

import org.jspecify.annotations.NullMarked;
