package io.armature.blueprints;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A blueprint as its files define it. */
record ReadBlueprint(
        String id,
        String version,
        BlueprintFiles files,
        String title,
        String itemNoun,
        Duration deadline,
        AnswerSchema input,
        List<Rule> inputRules,
        Stage skeleton,
        Optional<Stage> single,
        ItemSource itemSource,
        Map<String, Stage> stages,
        Map<String, Needs> needs,
        Optional<Retrieval> retrieval,
        Optional<Distinctness> distinctness,
        DocumentSection document)
        implements Blueprint {
    @Override
    public JsonNode inputSchema() {
        return input.source();
    }

    @Override
    public List<Reason> checkInput(JsonNode value) {
        List<Reason> faults = input.check(value);
        return faults.isEmpty()
                ? Reasons.trimmed(Rule.broken(inputRules, Map.of("input", Expressions.value(value))))
                : faults;
    }

    @Override
    public Set<String> kinds() {
        return stages.keySet();
    }

    @Override
    public Stage item(String kind) {
        Stage stage = stages.get(kind);
        if (stage == null) {
            throw new IllegalArgumentException(
                    "blueprint " + id + " has no kind of item '" + kind + "', only " + kinds());
        }
        return stage;
    }

    @Override
    public List<ItemSpec> items(JsonNode accepted) {
        return itemSource.of(accepted);
    }

    @Override
    public JsonNode results(String kind, List<ItemResult> of) {
        return needs.getOrDefault(kind, Needs.EVERYTHING).of(of);
    }

    @Override
    public JsonNode header(JsonNode accepted) {
        return itemSource.header(accepted);
    }

    @Override
    public JsonNode assemble(JsonNode accepted, Map<String, JsonNode> contents) {
        ObjectNode whole = (ObjectNode) header(accepted);
        ArrayNode parts = whole.putArray(document.items());
        items(accepted)
                .forEach(item -> document.filling()
                        .entry(item.spec(), Optional.ofNullable(contents.get(item.itemId())))
                        .ifPresent(parts::add));
        return whole;
    }

    @Override
    public boolean standsWithoutItems() {
        return document.filling().keepsMissing();
    }

    @Override
    public List<Reason> checkDocument(JsonNode request, JsonNode whole) {
        List<Reason> faults =
                document.schema().map(schema -> schema.check(whole)).orElse(List.of());
        return faults.isEmpty() ? Reasons.trimmed(document.broken(request, whole)) : faults;
    }

    @Override
    public boolean hasFiles() {
        return document.files().isPresent();
    }

    @Override
    public List<DocumentFile> files(JsonNode whole) {
        return document.files().map(files -> files.of(whole, document.items())).orElse(List.of());
    }

    @Override
    public List<Integer> fileCounts(JsonNode whole) {
        return document.files()
                .map(files -> files.counts(whole, document.items()))
                .orElse(List.of());
    }

    @Override
    public String toString() {
        return id + "@" + version;
    }
}
