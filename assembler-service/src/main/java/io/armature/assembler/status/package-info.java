/** The HTTP door: status, documents, live progress. */
@NullMarked
package io.armature.assembler.status;

import org.jspecify.annotations.NullMarked;
