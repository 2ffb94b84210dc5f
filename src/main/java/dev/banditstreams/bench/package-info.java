/**
 * The end-to-end benchmark: drives the service from outside.
 *
 * <p>Start with {@link dev.banditstreams.bench.Bench}, which runs the parts as processes one after the other, and
 * {@link dev.banditstreams.bench.Load}, the process that measures. What goes between them is in
 * {@link dev.banditstreams.bench.Parts}. {@code docs/benchmarks.md} has the method. May import {@code model},
 * {@code codec} and {@code simulation}.
 */
@NullMarked
package dev.banditstreams.bench;

import org.jspecify.annotations.NullMarked;
