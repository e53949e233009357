package io.armature.quickstart;

import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;

/**
 * One request as it went in one mode on one model.
 *
 * @param way mode and model
 * @param request name of its file
 * @param run from 1
 * @param outcome as the plan ended; REJECTED where it was not taken
 * @param cost US dollars
 * @param elapsedMs from the request to the end, milliseconds
 * @param tokens of all prompts and answers
 */
record Trial(
        Way way, String request, int run, String jobId, String outcome, BigDecimal cost, long elapsedMs, long tokens) {
    /** The model of a way that leaves it to the blueprint. */
    static final String OWN_MODELS = "blueprint's own";

    /**
     * A way to make a document.
     *
     * @param mode {@code two-phase} or {@code single-call}
     * @param model asked first, or {@link #OWN_MODELS}
     */
    record Way(String mode, String model) {
        @Override
        public String toString() {
            return mode + ", " + model;
        }
    }

    /** @param plan the status of a plan that has ended */
    static Trial of(Way way, String request, int run, JsonNode plan) {
        JsonNode total = plan.path("bill").path("total");
        String cost = total.path("cost").asString("0");
        return new Trial(
                way,
                request,
                run,
                plan.path("jobId").asString(""),
                plan.path("outcome").asString(""),
                new BigDecimal(cost.isEmpty() ? "0" : cost),
                plan.path("elapsedMs").asLong(0),
                total.path("promptTokens").asLong(0)
                        + total.path("completionTokens").asLong(0));
    }

    boolean isComplete() {
        return outcome.equals("COMPLETE");
    }
}
