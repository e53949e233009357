package io.armature.quickstart;

import java.nio.file.Path;
import java.util.Optional;

/** Where a user's own blueprints are, one sub-folder each: they are served while Armature runs. */
public final class BlueprintsFolder {
    private BlueprintsFolder() {}

    /** {@code ARMATURE_BLUEPRINTS_FOLDER}; without it, {@code blueprints} beside the data. */
    public static Path here() {
        return Optional.ofNullable(System.getenv("ARMATURE_BLUEPRINTS_FOLDER"))
                .filter(name -> !name.isBlank())
                .map(name -> Path.of(name).toAbsolutePath().normalize())
                .orElseGet(() -> Installation.here().folder().resolve("blueprints"));
    }
}
