/** The HTTP door for submitting. */
@NullMarked
package io.armature.planner.submission;

import org.jspecify.annotations.NullMarked;
