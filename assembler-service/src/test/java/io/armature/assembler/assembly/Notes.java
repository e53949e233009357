package io.armature.assembler.assembly;

import io.armature.blueprints.Blueprint;
import io.armature.blueprints.BlueprintFiles;
import io.armature.blueprints.Blueprints;
import java.util.Map;

/** The smallest blueprint: parts, put together as they are. */
public final class Notes {
    private static final String SKELETON = """
            {"type": "object", "required": ["parts"], "properties": {"parts": {"type": "array", "items":
              {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}}}}}
            """;

    public static final Blueprint BLUEPRINT = Blueprints.read(new BlueprintFiles(
            Map.of("blueprint.yaml", """
            id: notes
            deadline: 5m
            input: {schema: any.json}
            skeleton: {schema: skeleton.json, system: p.md, ask: p.md, tiers: [{model: cheap, maxTokens: 100}]}
            items: {each: parts, id: id, kind: part}
            kinds:
              part: {schema: any.json, system: p.md, ask: p.md, tiers: [{model: cheap, maxTokens: 100}]}
            document: {items: parts}
            """, "any.json", "{}", "skeleton.json", SKELETON, "p.md", "Write.")));

    private Notes() {}
}
