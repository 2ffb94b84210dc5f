/**
 * Logged data driven through the topics, as a client of the service.
 *
 * <p>May import {@code model}, {@code codec} and {@code datasets}.
 */
@NullMarked
package dev.banditstreams.replay;

import org.jspecify.annotations.NullMarked;
