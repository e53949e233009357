/** The Kafka Streams topology that keeps plans. */
@NullMarked
package io.armature.assembler.assembly;

import org.jspecify.annotations.NullMarked;
