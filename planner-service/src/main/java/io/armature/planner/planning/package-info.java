/** Skeletons: written by a model, emitted with their items in one transaction. */
@NullMarked
package io.armature.planner.planning;

import org.jspecify.annotations.NullMarked;
