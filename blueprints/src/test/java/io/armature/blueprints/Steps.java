package io.armature.blueprints;

import java.util.HashMap;
import java.util.Map;

/** Small blueprints whose items depend on each other: listed by the skeleton, or fixed. */
final class Steps {
    private static final String LIST = """
            {"type": "object", "additionalProperties": false, "required": ["parts"], "properties": {"parts":
              {"type": "array", "items": {"type": "object", "additionalProperties": false, "required": ["id", "type"],
                "properties": {"id": {"type": "string"}, "type": {"enum": ["text", "code"]},
                  "after": {"type": "array", "items": {"type": "string"}}}}}}}
            """;
    private static final String TEXT = """
            {"type": "object", "additionalProperties": false, "required": ["words"],
              "properties": {"words": {"type": "string"}}}
            """;
    private static final String CODE = """
            {"type": "object", "additionalProperties": false, "required": ["files"], "properties": {"files":
              {"type": "array", "items": {"type": "object", "additionalProperties": false,
                "required": ["path", "content"],
                "properties": {"path": {"type": "string"}, "content": {"type": "string"}}}}}}
            """;
    private static final String STAGE = "system: p.md, ask: p.md, tiers: [{model: cheap, maxTokens: 100}]";

    private Steps() {}

    /** Items that the skeleton lists, of the kind and after the items that their entries name. */
    static Map<String, String> listed() {
        return files("""
                id: listed
                deadline: 5m
                input: {schema: any.json}
                skeleton: {schema: list.json, STAGE}
                items: {each: parts, id: id, kind: {from: type}, dependsOn: after, whenDependencyFails: continue}
                kinds:
                  text:
                    schema: text.json
                    system: p.md
                    ask: ask.md
                    tiers: [{model: cheap, maxTokens: 100}]
                    needs:
                      maxTokens: 40
                      show:
                        code: content.files.map(f, f.path)
                    rules:
                      - id: says-so
                        check: results.all(r, r.kind != 'code' || content.words.contains(r.itemId))
                        message: "name what there is: ${results.map(r, r.itemId)}"
                  code: {schema: code.json, STAGE}
                document: {items: done, files: {each: files, path: path, content: content}}
                """);
    }

    /** Three steps that every plan has. */
    static Map<String, String> fixed() {
        return files("""
                id: fixed
                deadline: 5m
                input: {schema: any.json}
                skeleton: {schema: any-object.json, STAGE}
                items:
                  fixed:
                    - {id: base, title: The base, kind: text, spec: {words: 3, loud: true, name: "3"}}
                    - {id: walls, kind: text, dependsOn: [base]}
                    - {id: roof, kind: code, dependsOn: [base, walls], whenDependencyFails: continue}
                kinds:
                  text: {schema: text.json, STAGE}
                  code: {schema: code.json, STAGE}
                """);
    }

    private static Map<String, String> files(String yaml) {
        Map<String, String> files = new HashMap<>();
        files.put("blueprint.yaml", yaml.replace("STAGE", STAGE));
        files.put("any.json", "{}");
        files.put("any-object.json", "{\"type\": \"object\"}");
        files.put("list.json", LIST);
        files.put("text.json", TEXT);
        files.put("code.json", CODE);
        files.put("p.md", "Write.");
        files.put("ask.md", "Write after {{{results}}}{{#results}} [{{title}}]{{/results}}");
        return files;
    }
}
