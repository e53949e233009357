package io.armature.quickstart;

import tools.jackson.databind.JsonNode;

/** What the end of a command means for a script. Ctrl-C and SIGTERM end with the shell's 130 and 143. */
final class Exit {
    static final int DONE = 0;
    static final int ERROR = 1;
    static final int USAGE = 2;
    static final int PARTIAL = 3;
    static final int PLAN_FAILED = 4;
    static final int REJECTED = 5;
    static final int NOT_RUNNING = 6;
    static final int CANCELLED = 7;

    private Exit() {}

    /** Of a plan that has ended. */
    static int of(JsonNode plan) {
        return switch (plan.path("outcome").asString("")) {
            case "COMPLETE" -> DONE;
            case "PARTIAL" -> PARTIAL;
            case "FAILED" -> PLAN_FAILED;
            case "REJECTED" -> REJECTED;
            case "CANCELLED" -> CANCELLED;
            default -> ERROR;
        };
    }
}
