package io.armature.generation;

import io.armature.models.Reply;
import java.time.Duration;
import java.time.Instant;

/**
 * One call that was answered and charged, as it came.
 *
 * @param attemptId the call's name on the bill
 * @param tier place of the model in the stage's list, from 0
 * @param reply what came
 * @param promptHash SHA-256 of the model's name and the rendered prompt, hexadecimal: the answer serves no other prompt
 * @param startedAt when the call was sent
 * @param latency from sending to the end of the call
 */
public record PaidAnswer(
        String attemptId, int tier, Reply.Paid reply, String promptHash, Instant startedAt, Duration latency) {}
