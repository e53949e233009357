/**
 * Disturbs the whole system by a seed while it works, and proves from its topics that nothing was lost or paid twice.
 */
@NullMarked
package io.armature.chaos;

import org.jspecify.annotations.NullMarked;
