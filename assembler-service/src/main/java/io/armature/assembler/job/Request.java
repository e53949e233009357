package io.armature.assembler.job;

import io.armature.events.Mode;
import io.armature.events.PlanAborted;
import io.armature.events.PlanAccepted;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for, as far as its events have come.
 *
 * @param blueprint its id; empty while unknown
 * @param blueprintVersion null while unknown, and where the request named no blueprint that exists
 * @param requestedAt when the caller asked; while that is unknown, when the first event of the plan came
 * @param deadline when the plan ends with what it has; null until the accepted request has come
 * @param mode how it is made; null until the accepted request has come
 * @param model asked first in place of the blueprint's own; null for these
 * @param fast whether it is made with the blueprint's smaller budgets
 */
public record Request(
        String blueprint,
        @Nullable String blueprintVersion,
        @Nullable String tenant,
        Instant requestedAt,
        @Nullable Instant deadline,
        @Nullable Mode mode,
        @Nullable String model,
        boolean fast) {
    static Request unknown(Instant now) {
        return new Request("", null, null, now, null, null, null, false);
    }

    static Request of(PlanAccepted event) {
        return new Request(
                event.getBlueprint(),
                event.getBlueprintVersion(),
                event.getTenant(),
                event.getRequestedAt(),
                event.getDeadline(),
                event.getMode(),
                event.getModel(),
                event.getFast());
    }

    static Request of(PlanAborted event) {
        return new Request(
                event.getBlueprint(),
                event.getBlueprintVersion(),
                event.getTenant(),
                event.getRequestedAt(),
                null,
                null,
                null,
                false);
    }

    Request on(String id, String version) {
        return new Request(id, version, tenant, requestedAt, deadline, mode, model, fast);
    }
}
