/** The state of one plan, and how events change it. Pure. */
@NullMarked
package io.armature.assembler.job;

import org.jspecify.annotations.NullMarked;
