package io.armature.backbone;

import io.armature.events.Attempt;
import io.armature.events.AttemptOutcome;
import io.armature.events.Phase;
import io.armature.events.Reason;
import java.util.List;

/** Attempts and reasons as they travel; for the two services that call models. */
public final class AttemptEvents {
    private AttemptEvents() {}

    public static List<Attempt> of(Phase phase, List<io.armature.generation.Attempt> attempts) {
        return attempts.stream().map(attempt -> of(phase, attempt)).toList();
    }

    public static List<Reason> reasons(List<io.armature.blueprints.Reason> reasons) {
        return reasons.stream()
                .map(reason -> new Reason(reason.code(), reason.pointer(), reason.message()))
                .toList();
    }

    public static List<io.armature.blueprints.Reason> fromEvents(List<Reason> reasons) {
        return reasons.stream()
                .map(reason ->
                        new io.armature.blueprints.Reason(reason.getCode(), reason.getPointer(), reason.getMessage()))
                .toList();
    }

    private static Attempt of(Phase phase, io.armature.generation.Attempt attempt) {
        return Attempt.newBuilder()
                .setAttemptId(attempt.attemptId())
                .setPhase(phase)
                .setTier(attempt.tier())
                .setModel(attempt.model())
                .setOutcome(
                        switch (attempt.outcome()) {
                            case ACCEPTED -> AttemptOutcome.ACCEPTED;
                            case REJECTED -> AttemptOutcome.REJECTED;
                            case TRUNCATED -> AttemptOutcome.TRUNCATED;
                            case REFUSED -> AttemptOutcome.REFUSED;
                            case UNANSWERED -> AttemptOutcome.UNANSWERED;
                        })
                .setReasons(reasons(attempt.reasons()))
                .setPromptTokens(attempt.usage().promptTokens())
                .setCachedTokens(attempt.usage().cachedTokens())
                .setCompletionTokens(attempt.usage().completionTokens())
                .setEstimated(attempt.usage().estimated())
                .setCost(attempt.cost().setScale(12))
                .setStartedAt(attempt.startedAt())
                .setLatencyMs(attempt.latency().toMillis())
                .setPromptHash(attempt.promptHash())
                .setRequestId(attempt.requestId().orElse(null))
                .setReused(attempt.reused())
                .setShared(attempt.shared())
                .build();
    }
}
