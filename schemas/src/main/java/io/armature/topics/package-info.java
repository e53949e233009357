/** The topics: names, keys, partitions and settings. */
@NullMarked
package io.armature.topics;

import org.jspecify.annotations.NullMarked;
