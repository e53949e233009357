package io.armature.assembler.assembly;

import io.armature.blueprints.Blueprint;
import io.armature.blueprints.BlueprintFiles;
import io.armature.blueprints.Blueprints;
import io.armature.events.Attempt;
import io.armature.events.ItemCompleted;
import io.armature.events.PlanAccepted;
import io.armature.events.SkeletonCreated;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Notes whose parts must be unlike each other, and their events. */
final class Songs {
    static final int ROUNDS = 2;

    static final Blueprint BLUEPRINT = Blueprints.read(new BlueprintFiles(files()));

    private Songs() {}

    private static Map<String, String> files() {
        Map<String, String> files = new TreeMap<>(Notes.BLUEPRINT.files().byName());
        files.put("song.json", "{\"type\": \"object\", \"properties\": {\"name\": {\"type\": \"string\"}}}");
        files.put(
                "blueprint.yaml",
                files.get("blueprint.yaml")
                                .replace("id: notes", "id: songs")
                                .replace("part: {schema: any.json", "part: {schema: song.json")
                        + "distinct: {name: name, threshold: 0.9, rounds: " + ROUNDS + "}\n");
        return files;
    }

    static PlanAccepted accepted(String jobId) {
        return PlanAccepted.newBuilder(Events.accepted(jobId))
                .setBlueprint(BLUEPRINT.id())
                .setBlueprintVersion(BLUEPRINT.version())
                .build();
    }

    static SkeletonCreated skeleton(String jobId, List<String> items) {
        return SkeletonCreated.newBuilder(Events.skeleton(jobId, Events.PLANNING, items))
                .setBlueprint(BLUEPRINT.id())
                .setBlueprintVersion(BLUEPRINT.version())
                .build();
    }

    /** A result of a round; the angle, in degrees, is where its meaning lies. */
    static ItemCompleted song(String jobId, String itemId, int round, String name, double angle, Attempt... attempts) {
        double radians = Math.toRadians(angle);
        return ItemCompleted.newBuilder(Events.done(jobId, Events.PLANNING, itemId, attempts))
                .setContent("{\"name\":\"" + name + "\"}")
                .setRound(round)
                .setVector(List.of(Math.cos(radians), Math.sin(radians)))
                .setCompletedAt(Instant.EPOCH)
                .build();
    }
}
