package io.armature.quickstart;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** How a plan is to be made, beside what its request says; the planner tells what is wrong with it. */
final class Wish {
    @Option(
            names = "--mode",
            paramLabel = "MODE",
            description = "two-phase: a skeleton and its items; single-call: the whole document in one call")
    private @Nullable String mode;

    @Option(names = "--model", paramLabel = "NAME", description = "the catalogue's model to ask first, such as strong")
    private @Nullable String model;

    @Option(names = "--fast", description = "with the blueprint's smaller budgets: sooner and shorter")
    private boolean fast;

    @Option(
            names = "--retry",
            description = "as a new plan: what was accepted for this request before is taken again at no cost, and only"
                    + " the rest is asked for; a jobId in FILE is left out")
    private boolean retry;

    /** The same request with these wishes; what the request says itself gives way. */
    ObjectNode in(ObjectNode request) {
        ObjectNode wished = request.deepCopy();
        if (mode != null) {
            wished.put("mode", mode);
        }
        if (model != null) {
            wished.put("model", model);
        }
        if (fast) {
            wished.put("fast", true);
        }
        if (retry) {
            wished.put("retry", true);
            // Another plan: the id of the one that ended stays its own.
            wished.remove("jobId");
        }
        return wished;
    }
}
