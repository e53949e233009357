package io.armature.assembler.assembly;

import java.time.Duration;

/**
 * How much, how long and how often.
 *
 * @param keepEnded how long the last event of an ended plan is kept
 * @param rememberEnded how long it is known that a plan has ended; at least {@code keepEnded}
 * @param largestEnd bytes that a plan's last event may have
 * @param largestDocument bytes that a document may have that is kept beside its plan's last event
 * @param progressPerSecond steps that are told of one plan in a second, once its first have been told at once
 */
record Bounds(
        Duration keepEnded, Duration rememberEnded, int largestEnd, long largestDocument, int progressPerSecond) {}
