/** Commands for authors of blueprints. */
@NullMarked
package io.armature.quickstart.authoring;

import org.jspecify.annotations.NullMarked;
