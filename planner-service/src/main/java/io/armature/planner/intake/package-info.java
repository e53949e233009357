/** Requests: checked, deduplicated, accepted or turned away. */
@NullMarked
package io.armature.planner.intake;

import org.jspecify.annotations.NullMarked;
