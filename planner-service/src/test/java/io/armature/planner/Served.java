package io.armature.planner;

import java.util.List;
import java.util.Optional;

/** The built-in blueprints, served without a backbone. */
public final class Served {
    private Served() {}

    public static ServedBlueprints builtIn() {
        ServedBlueprints served = new ServedBlueprints(Optional.empty(), published -> {});
        try {
            served.serve(List.of());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return served;
    }
}
