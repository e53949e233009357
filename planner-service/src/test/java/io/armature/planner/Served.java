package io.armature.planner;

import io.armature.blueprints.Blueprint;
import io.armature.blueprints.BlueprintFiles;
import io.armature.blueprints.Blueprints;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The built-in blueprints, served without a backbone. */
public final class Served {
    /** Read once: compiling their rules takes its time, and nothing changes them. */
    private static final ServedBlueprints BUILT_IN = with(List.of());

    private Served() {}

    public static ServedBlueprints builtIn() {
        return BUILT_IN;
    }

    private static ServedBlueprints with(List<Blueprint> own) {
        ServedBlueprints served = new ServedBlueprints(Optional.empty(), published -> {});
        try {
            served.serve(own);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return served;
    }

    /** {@code meal-day} as it would be if it had no single call. */
    public static ServedBlueprints withoutSingleCall() {
        Map<String, String> files =
                new HashMap<>(builtIn().find("meal-day").orElseThrow().files().byName());
        files.computeIfPresent("blueprint.yaml", (name, yaml) -> yaml.replaceFirst("(?s)\nsingle:.*?\n\n", "\n"));
        return with(List.of(Blueprints.read(new BlueprintFiles(files))));
    }
}
