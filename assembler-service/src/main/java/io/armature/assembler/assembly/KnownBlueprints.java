package io.armature.assembler.assembly;

import io.armature.backbone.PublishedBlueprints;
import io.armature.blueprints.Blueprint;
import java.util.Optional;

/** The versions of blueprints that plans run on. */
interface KnownBlueprints {
    Optional<Blueprint> find(String id, String version);

    /** Whether everything was read that had been published before the start. */
    boolean areCaughtUp();

    static KnownBlueprints of(PublishedBlueprints published) {
        return new KnownBlueprints() {
            @Override
            public Optional<Blueprint> find(String id, String version) {
                return published.find(id, version);
            }

            @Override
            public boolean areCaughtUp() {
                return published.isCaughtUp();
            }
        };
    }
}
