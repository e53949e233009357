/** Calling language models: one interface, providers behind it, prices, retries. No Kafka. */
@NullMarked
package io.armature.models;

import org.jspecify.annotations.NullMarked;
