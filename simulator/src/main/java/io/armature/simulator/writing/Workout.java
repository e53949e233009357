package io.armature.simulator.writing;

import tools.jackson.databind.JsonNode;

/**
 * A workout of the day.
 *
 * @param start minute of the day
 */
record Workout(String type, int start, int minutes, String intensity) {
    /** From this length on one eats on the way. */
    private static final int LONG_MINUTES = 90;

    static Workout of(JsonNode workout) {
        String[] start = workout.path("start").asString("08:00").split(":", 2);
        return new Workout(
                workout.path("type").asString("workout"),
                Integer.parseInt(start[0]) * 60 + Integer.parseInt(start[1]),
                workout.path("duration_min").asInt(60),
                workout.path("intensity").asString("easy"));
    }

    int end() {
        return start + minutes;
    }

    boolean isLong() {
        return minutes >= LONG_MINUTES;
    }

    /** How much it takes, in hours of moderate work. */
    double load() {
        double pace = switch (intensity) {
            case "hard" -> 1.4;
            case "moderate" -> 1.0;
            default -> 0.7;
        };
        return Math.min(pace * minutes / 60, 5);
    }

    String words() {
        return intensity + " " + type;
    }
}
