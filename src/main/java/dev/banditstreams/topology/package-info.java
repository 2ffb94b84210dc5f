/**
 * The two graphs, one class a processor, and the tables that scoring reads. The only place for Streams' processor API.
 *
 * <p>May import {@code model}, {@code bandit}, {@code features}, {@code codec} and {@code metrics}. Start with
 * {@code ScoreTopology} and {@code LearnTopology}.
 */
@NullMarked
package dev.banditstreams.topology;

import org.jspecify.annotations.NullMarked;
