package io.armature.planner.intake;

import io.armature.planner.KnownModels;
import io.armature.planner.Served;
import java.nio.file.Path;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/** Requests that can be served. */
public final class Requests {
    public static final String INPUT = JsonMapper.shared()
            .readTree(Path.of("..", "examples", "meal-day", "easy-day.json").toFile())
            .get("input")
            .toString();

    private Requests() {}

    /** By the built-in blueprints. */
    public static RequestCheck check() {
        return new RequestCheck(Served.builtIn(), new KnownModels(Set.of("cheap", "strong")));
    }
}
