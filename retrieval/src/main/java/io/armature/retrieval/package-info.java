/** Where the meaning of texts lies, and which entries of a corpus are offered to which item. No Kafka, no Spring. */
@NullMarked
package io.armature.retrieval;

import org.jspecify.annotations.NullMarked;
