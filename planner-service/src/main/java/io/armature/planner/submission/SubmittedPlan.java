package io.armature.planner.submission;

import io.armature.blueprints.Reason;
import io.armature.events.Mode;
import io.armature.events.PlanRequested;
import io.armature.planner.intake.RequestCheck;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The body of {@code POST /plans}.
 *
 * @param jobId chosen by the caller; null to have one made
 * @param blueprint id of a blueprint
 * @param input fits the blueprint's input schema, JSON text
 * @param tenant on whose behalf
 * @param maxCost most it may cost, US dollars
 * @param mode how to make it; null to leave it to the operator's settings
 * @param model name of the model to ask first; null for the blueprint's own
 * @param fast whether to make it with the blueprint's smaller budgets
 * @param retry whether to take again what was accepted for the same request before
 */
record SubmittedPlan(
        @Nullable String jobId,
        String blueprint,
        String input,
        @Nullable String tenant,
        @Nullable BigDecimal maxCost,
        @Nullable Mode mode,
        @Nullable String model,
        boolean fast,
        boolean retry) {
    private static final int MONEY_SCALE = 12;
    private static final Set<String> MEMBERS =
            new TreeSet<>(Set.of("jobId", "blueprint", "input", "tenant", "maxCost", "mode", "model", "fast", "retry"));
    private static final Map<String, Mode> MODES =
            new TreeMap<>(Map.of("two-phase", Mode.TWO_PHASE, "single-call", Mode.SINGLE_CALL));

    /** Every fault of the body's own form is added to {@code faults}; what stands at a fault is then left out. */
    static SubmittedPlan of(JsonNode body, List<Reason> faults) {
        if (!body.isObject()) {
            faults.add(new Reason("type", "", "the body must be a JSON object with blueprint and input"));
            return new SubmittedPlan(null, "", "null", null, null, null, null, false, false);
        }
        body.propertyNames().stream()
                .filter(name -> !MEMBERS.contains(name))
                .forEach(name -> faults.add(new Reason(
                        "unknown",
                        "/" + name.replace("~", "~0").replace("/", "~1"),
                        "there is no such member; there are " + MEMBERS)));
        BigDecimal maxCost = null;
        if (body.hasNonNull("maxCost")) {
            if (body.get("maxCost").isNumber()) {
                maxCost = body.get("maxCost").decimalValue();
            } else {
                faults.add(new Reason("type", "/maxCost", "maxCost must be a number of US dollars"));
            }
        }
        if (!body.has("input")) {
            faults.add(new Reason("required", "/input", "the input is missing"));
        }
        return new SubmittedPlan(
                text(body, "jobId", faults).orElse(null),
                text(body, "blueprint", faults).orElse(""),
                body.path("input").isMissingNode() ? "null" : body.get("input").toString(),
                text(body, "tenant", faults).orElse(null),
                maxCost,
                text(body, "mode", faults).map(name -> mode(name, faults)).orElse(null),
                text(body, "model", faults).orElse(null),
                truth(body, "fast", faults),
                truth(body, "retry", faults));
    }

    private static @Nullable Mode mode(String name, List<Reason> faults) {
        Mode mode = MODES.get(name);
        if (mode == null) {
            faults.add(new Reason("mode", "/mode", "the mode must be one of " + MODES.keySet() + ", or be left out"));
        }
        return mode;
    }

    private static boolean truth(JsonNode body, String name, List<Reason> faults) {
        if (!body.hasNonNull(name)) {
            return false;
        }
        if (!body.get(name).isBoolean()) {
            faults.add(new Reason("type", "/" + name, name + " must be true or false"));
            return false;
        }
        return body.get(name).booleanValue();
    }

    /** What is to be checked of it. */
    RequestCheck.Asked asked(String id) {
        return new RequestCheck.Asked(id, blueprint, input, tenant, maxCost, mode == Mode.SINGLE_CALL, model);
    }

    private static Optional<String> text(JsonNode body, String name, List<Reason> faults) {
        if (!body.hasNonNull(name)) {
            return Optional.empty();
        }
        if (!body.get(name).isString()) {
            faults.add(new Reason("type", "/" + name, name + " must be a string"));
            return Optional.empty();
        }
        return Optional.of(body.get(name).stringValue());
    }

    /** The request to publish; only for a plan whose {@code maxCost} was found to be within its bounds. */
    PlanRequested event(String id, Instant now) {
        return PlanRequested.newBuilder()
                .setJobId(id)
                .setBlueprint(blueprint)
                .setInput(input)
                .setTenant(tenant)
                // Unchecked, 1e999999999 written out with twelve decimals would take all memory.
                .setMaxCost(maxCost == null ? null : maxCost.setScale(MONEY_SCALE, RoundingMode.UP))
                .setMode(mode)
                .setModel(model)
                .setFast(fast)
                .setRetry(retry)
                .setRequestedAt(now)
                .build();
    }
}
