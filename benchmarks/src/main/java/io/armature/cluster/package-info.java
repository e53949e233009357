/** The whole system as separate processes on this machine, for measurements and for tests that kill. */
@NullMarked
package io.armature.cluster;

import org.jspecify.annotations.NullMarked;
