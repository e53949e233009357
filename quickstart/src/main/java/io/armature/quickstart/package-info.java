/** The embedded default: broker, registry, simulator and the three services from one command; and the command line. */
@NullMarked
package io.armature.quickstart;

import org.jspecify.annotations.NullMarked;
