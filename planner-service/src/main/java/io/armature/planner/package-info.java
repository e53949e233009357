/** The planner: takes requests in, has skeletons written, and emits their items. */
@NullMarked
package io.armature.planner;

import org.jspecify.annotations.NullMarked;
