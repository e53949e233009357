/**
 * What a kind of document is: its files, its prompts, and how answers are read and judged. No Kafka, no HTTP, no clock.
 */
@NullMarked
package io.armature.blueprints;

import org.jspecify.annotations.NullMarked;
