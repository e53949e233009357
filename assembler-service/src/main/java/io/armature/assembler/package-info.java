/** The assembler: the state of every plan, its assembly, and the HTTP door for following it. */
@NullMarked
package io.armature.assembler;

import org.jspecify.annotations.NullMarked;
