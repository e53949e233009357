package io.armature.assembler.assembly;

import io.armature.blueprints.Blueprint;
import io.armature.blueprints.BlueprintFiles;
import io.armature.blueprints.Blueprints;
import io.armature.events.ItemCompleted;
import io.armature.events.PlanAccepted;
import io.armature.events.SkeletonCreated;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Notes whose parts are folders of files, and their events. */
public final class Folders {
    private static final String FOLDER = """
            {"type": "object", "required": ["files"], "properties": {"files": {"type": "array", "items":
              {"type": "object", "required": ["path", "content"], "additionalProperties": false, "properties":
                {"path": {"type": "string"}, "content": {"type": "string"}}}}}}
            """;

    public static final Blueprint BLUEPRINT = Blueprints.read(new BlueprintFiles(files()));

    private Folders() {}

    private static Map<String, String> files() {
        Map<String, String> files = new TreeMap<>(Notes.BLUEPRINT.files().byName());
        files.put("folder.json", FOLDER);
        files.put(
                "blueprint.yaml",
                files.get("blueprint.yaml")
                        .replace("id: notes", "id: folders")
                        .replace("part: {schema: any.json", "part: {schema: folder.json")
                        .replace(
                                "document: {items: parts}",
                                "document: {items: parts, files: {each: files, path: path, content: content}}"));
        return files;
    }

    public static PlanAccepted accepted(String jobId, Instant now) {
        return PlanAccepted.newBuilder(Events.accepted(jobId, now))
                .setBlueprint(BLUEPRINT.id())
                .setBlueprintVersion(BLUEPRINT.version())
                .build();
    }

    public static SkeletonCreated skeleton(String jobId, List<String> items) {
        return SkeletonCreated.newBuilder(Events.skeleton(jobId, Events.PLANNING, items))
                .setBlueprint(BLUEPRINT.id())
                .setBlueprintVersion(BLUEPRINT.version())
                .build();
    }

    /** An item that is one file, of the item's name. */
    public static ItemCompleted file(String jobId, String itemId, String content) {
        ObjectNode folder = JsonMapper.shared().createObjectNode();
        folder.putArray("files").addObject().put("path", itemId + ".txt").put("content", content);
        return ItemCompleted.newBuilder(Events.done(jobId, Events.PLANNING, itemId))
                .setContent(folder.toString())
                .build();
    }
}
