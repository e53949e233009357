/** A model provider for development, tests and demos: OpenAI's wire format, invented content, faults on demand. */
@NullMarked
package io.armature.simulator;

import org.jspecify.annotations.NullMarked;
