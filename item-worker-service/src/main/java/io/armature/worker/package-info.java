/** The item worker: one process of the horizontally scaled group that generates items. */
@NullMarked
package io.armature.worker;

import org.jspecify.annotations.NullMarked;
