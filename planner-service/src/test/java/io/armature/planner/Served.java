package io.armature.planner;

import io.armature.blueprints.Blueprints;

/** The built-in blueprints, served without a backbone. */
public final class Served {
    private Served() {}

    public static ServedBlueprints builtIn() {
        return new ServedBlueprints(Blueprints.builtIn());
    }
}
