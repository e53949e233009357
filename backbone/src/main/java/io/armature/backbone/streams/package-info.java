/** Topologies of Kafka Streams as the services run them: settings, memory, failures, health. */
@NullMarked
package io.armature.backbone.streams;

import org.jspecify.annotations.NullMarked;
