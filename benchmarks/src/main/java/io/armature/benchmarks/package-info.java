/** Measurements of the whole system, one command per table of targets. */
@NullMarked
package io.armature.benchmarks;

import org.jspecify.annotations.NullMarked;
