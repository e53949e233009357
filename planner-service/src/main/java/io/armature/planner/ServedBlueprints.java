package io.armature.planner;

import io.armature.backbone.EventPublisher;
import io.armature.backbone.PublishedBlueprints;
import io.armature.blueprints.Blueprint;
import io.armature.blueprints.Blueprints;
import io.armature.blueprints.FaultyBlueprintException;
import io.armature.models.ModelsSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The blueprints that new requests may name, each in its newest version; published before the first request is taken.
 */
@Component
public class ServedBlueprints {
    private final Map<String, Blueprint> byId = new TreeMap<>();

    @Autowired
    ServedBlueprints(
            PlannerSettings settings, ModelsSettings models, PublishedBlueprints published, EventPublisher publisher)
            throws InterruptedException {
        List<Blueprint> all = new ArrayList<>(Blueprints.builtIn());
        all.addAll(inFolder(settings.blueprintsFolder(), models));
        all.forEach(blueprint -> byId.put(blueprint.id(), blueprint));
        published.awaitCaughtUp(Duration.ofSeconds(20));
        published.publishMissing(byId.values(), publisher, "planner-service", Clock.systemUTC());
    }

    /** These, as they are; published elsewhere. */
    ServedBlueprints(Collection<Blueprint> blueprints) {
        blueprints.forEach(blueprint -> byId.put(blueprint.id(), blueprint));
    }

    /**
     * The operator's own blueprints.
     *
     * @throws FaultyBlueprintException with every fault of theirs, models that the catalogue does not name among them
     */
    static List<Blueprint> inFolder(@Nullable String folder, ModelsSettings models) {
        return folder == null || folder.isBlank()
                ? List.of()
                : Blueprints.inFolder(Path.of(folder), models.catalogue()::containsKey);
    }

    /** The blueprint of that id. */
    public Optional<Blueprint> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** All of them, by id. */
    public Collection<Blueprint> all() {
        return byId.values();
    }
}
