/** What a document would take, told before any model is called. */
@NullMarked
package io.armature.generation.estimate;

import org.jspecify.annotations.NullMarked;
