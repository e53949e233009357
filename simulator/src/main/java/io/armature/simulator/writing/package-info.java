/**
 * What the simulator writes: the days and meals of {@code meal-day}, parts for measurements, and for any other schema
 * an instance of it. All of it is invented; only the nutrition of the foods is true.
 */
@NullMarked
package io.armature.simulator.writing;

import org.jspecify.annotations.NullMarked;
