/**
 * Numeric kernels on primitives: seeds, Beta sampling, top k, posteriors. The hot loop.
 *
 * <p>Imports nothing of ours.
 */
@NullMarked
package dev.banditstreams.bandit;

import org.jspecify.annotations.NullMarked;
