package io.armature.planner;

import io.armature.backbone.EventPublisher;
import io.armature.backbone.PublishedBlueprints;
import io.armature.blueprints.Blueprint;
import io.armature.blueprints.Blueprints;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The blueprints that new requests may name, each in its newest version; published before the first request is taken.
 */
@Component
public class ServedBlueprints {
    private final Map<String, Blueprint> byId = new TreeMap<>();

    @Autowired
    ServedBlueprints(PlannerSettings settings, PublishedBlueprints published, EventPublisher publisher)
            throws InterruptedException {
        List<Blueprint> all = new ArrayList<>(Blueprints.builtIn());
        if (settings.blueprintsFolder() != null && !settings.blueprintsFolder().isBlank()) {
            all.addAll(Blueprints.inFolder(Path.of(settings.blueprintsFolder())));
        }
        all.forEach(blueprint -> byId.put(blueprint.id(), blueprint));
        published.awaitCaughtUp(Duration.ofSeconds(20));
        published.publishMissing(byId.values(), publisher, "planner-service", Clock.systemUTC());
    }

    /** These, as they are; published elsewhere. */
    ServedBlueprints(Collection<Blueprint> blueprints) {
        blueprints.forEach(blueprint -> byId.put(blueprint.id(), blueprint));
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
