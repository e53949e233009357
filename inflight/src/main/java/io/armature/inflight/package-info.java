/** Bounded in-flight consumption of Kafka topics: hundreds of records at once, acknowledged out of order. */
@NullMarked
package io.armature.inflight;

import org.jspecify.annotations.NullMarked;
