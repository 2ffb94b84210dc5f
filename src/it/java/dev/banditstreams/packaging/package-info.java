/** What is delivered: the image, the launcher. */
@NullMarked
package dev.banditstreams.packaging;

import org.jspecify.annotations.NullMarked;
