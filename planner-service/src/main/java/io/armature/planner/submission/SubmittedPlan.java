package io.armature.planner.submission;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The body of {@code POST /plans}.
 *
 * @param jobId chosen by the caller, or made here
 * @param blueprint id of a blueprint
 * @param input fits the blueprint's input schema
 * @param tenant on whose behalf
 * @param maxCost most it may cost, US dollars
 */
record SubmittedPlan(
        @Nullable String jobId,
        @Nullable String blueprint,
        @Nullable JsonNode input,
        @Nullable String tenant,
        @Nullable BigDecimal maxCost) {}
