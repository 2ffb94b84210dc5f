/** What is delivered: image, compose file, launcher. */
@NullMarked
package dev.banditstreams.packaging;

import org.jspecify.annotations.NullMarked;
