/**
 * The commands. The only place for {@code System.exit} and {@code System.out}.
 *
 * <p>May import any package. Start with {@link dev.banditstreams.cli.Main}. A command writes results to its
 * {@code CommandLine}'s out (with {@code --json} one line of JSON, the last) and all else to err or the log, and throws
 * {@link dev.banditstreams.cli.CommandFailure} with a sentence when it fails.
 */
@NullMarked
package dev.banditstreams.cli;

import org.jspecify.annotations.NullMarked;
