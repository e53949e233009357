/**
 * Answers that were paid for, kept on topics beside those whose records they were made for, so that no crash makes a
 * call be paid for twice.
 */
@NullMarked
package io.armature.backbone.answers;

import org.jspecify.annotations.NullMarked;
