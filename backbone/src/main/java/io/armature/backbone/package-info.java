/**
 * How services stand on the event backbone: publishing with headers, following topics whole, provisioning, dead
 * letters.
 */
@NullMarked
package io.armature.backbone;

import org.jspecify.annotations.NullMarked;
