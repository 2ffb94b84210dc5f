/**
 * The checker over topics, with its own plain fold, attribution and draw.
 *
 * <p>May import {@code model} and {@code codec}; never {@code topology} or {@code bandit}, whose bugs it has to find.
 */
@NullMarked
package dev.banditstreams.check;

import org.jspecify.annotations.NullMarked;
