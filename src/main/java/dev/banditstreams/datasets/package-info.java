/**
 * Readers of logged data: whole files, checked to the last row before anything is made of them.
 *
 * <p>May import {@code model}. Start with {@link dev.banditstreams.datasets.OpenBanditDataset#read}.
 */
@NullMarked
package dev.banditstreams.datasets;

import org.jspecify.annotations.NullMarked;
