/** Runs the micro-benchmarks, which lie beside what they measure, and reports processor time. */
@NullMarked
package dev.banditstreams.jmh;

import org.jspecify.annotations.NullMarked;
