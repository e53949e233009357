package io.armature.blueprints;

import io.armature.blueprints.Yaml.Scalar;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * Reads a blueprint from its files, and says everything that is wrong with them at once. Each section has a reader of
 * its own; here is only what they hand to each other.
 */
final class BlueprintReader {
    static final Duration LONGEST_DEADLINE = Duration.ofHours(168);

    private static final String ID = "[a-z][a-z0-9-]{0,62}";

    private final BlueprintFiles files;
    private final Faults faults;
    private final Parts parts;

    /** @param checkedBefore see {@link Parts} */
    BlueprintReader(BlueprintFiles files, Predicate<String> knownModel, boolean checkedBefore) {
        this.files = files;
        this.faults = new Faults(files);
        this.parts = new Parts(faults, knownModel, checkedBefore);
    }

    Blueprint read() {
        Optional<Section> whole = whole();
        faults.throwIfAny();
        Section yaml = whole.orElseThrow();
        Optional<String> id = Parts.name(yaml, "id", ID, "a lower-case letter, then letters, digits and hyphens");
        String name = id.orElse("?");
        Optional<String> title = yaml.optional("title").map(Scalar::text);
        Optional<String> noun = yaml.optional("itemNoun").map(Scalar::text);
        yaml.required("deadline");
        Optional<Duration> deadline = yaml.duration("deadline", Duration.ofSeconds(1), LONGEST_DEADLINE);
        Optional<Duration> retry = Keeping.read(yaml, "retry");

        InputSection input = InputSection.read(parts, yaml);
        Optional<Section> skeletonSection = yaml.section("skeleton");
        Optional<AnswerSchema> skeletonSchema = skeletonSection.flatMap(s -> parts.schema(s, "schema"));
        JsonNode skeletons = Parts.source(skeletonSchema);
        Optional<Section> kindSections = yaml.section("kinds");
        KindsReader kinds = new KindsReader(parts, kindSections);
        Optional<Section> itemsSection = yaml.section("items");
        Optional<ItemSource> items =
                itemsSection.flatMap(i -> ItemsReader.read(i, skeletonSchema, kindSections.map(Section::keys)));
        Optional<Stage> skeleton =
                skeletonSection.flatMap(s -> skeleton(name, s, skeletonSchema, input.form(), items, retry));
        DocumentSection document = DocumentSection.read(parts, yaml, input.form(), items, skeletons, kinds.schemas());
        Map<String, Needs> needs = kinds.needs(
                items.map(ItemSource::haveDependencies).orElse(true),
                kind -> items.map(i -> i.specSchema(kind, skeletons)).orElse(Parts.ANYTHING));
        Optional<Section> retrievalSection = yaml.optionalSection("retrieval");
        Map<String, Stage> stages = kinds.stages(
                name,
                itemsSection,
                items.map(ItemSource::haveDependencies).orElse(false),
                kind -> ItemsReader.variables(kind, input.form(), skeletons, items, retrievalSection.isPresent()),
                content -> document.files().map(files -> files.check(content)).orElse(List.of()),
                retry);
        refuseGroups(yaml, retry, stages);
        // What an item sees of its spec depends on its kind; where there are several, any of them may be asked for.
        Map<String, JsonNode> seenByQueries = new LinkedHashMap<>();
        seenByQueries.put("input", input.form());
        seenByQueries.put("header", items.map(i -> i.headerSchema(skeletons)).orElse(Parts.ANYTHING));
        seenByQueries.put(
                "spec",
                kindSections
                        .map(Section::keys)
                        .filter(keys -> keys.size() == 1)
                        .flatMap(keys ->
                                items.map(i -> i.specSchema(keys.iterator().next(), skeletons)))
                        .orElse(Parts.ANYTHING));
        Optional<Retrieval> retrieval = retrievalSection.flatMap(r -> RetrievalReader.read(parts, r, seenByQueries));
        Optional<Distinctness> distinctness =
                yaml.optionalSection("distinct").flatMap(d -> DistinctReader.read(d, stages));
        Optional<Stage> single = yaml.optionalSection("single")
                .flatMap(s -> new SingleReader(parts, input.form(), document, items, distinctness)
                        .read(name, s, skeletonSection, itemsSection, kindSections));
        yaml.refuseOthers();
        faults.throwIfAny();
        return new ReadBlueprint(
                id.orElseThrow(),
                Version.of(files),
                files,
                title.orElse(name),
                noun.orElse("items"),
                deadline.orElseThrow(),
                input.schema().orElseThrow(),
                input.rules(),
                skeleton.orElseThrow(),
                single,
                items.orElseThrow(),
                Map.copyOf(stages),
                Map.copyOf(needs),
                retrieval,
                distinctness,
                document);
    }

    private Optional<Section> whole() {
        String text = files.byName().get(Faults.YAML);
        if (text == null) {
            faults.add(Faults.YAML, "the file is missing", "A blueprint's folder holds a " + Faults.YAML);
            return Optional.empty();
        }
        return Yaml.read(faults, Faults.YAML, text).flatMap(node -> Section.whole(faults, node));
    }

    private Optional<Stage> skeleton(
            String blueprint,
            Section section,
            Optional<AnswerSchema> schema,
            JsonNode inputs,
            Optional<ItemSource> items,
            Optional<Duration> retry) {
        BiFunction<Variables, JsonNode, List<Reason>> idsAreGood =
                (seen, content) -> items.map(i -> i.check(content)).orElse(List.of());
        return new StageReader(parts)
                .read(
                        blueprint + "--skeleton",
                        section,
                        schema,
                        Map.of("input", inputs),
                        List.of(section),
                        idsAreGood,
                        new Keeping(Optional.empty(), retry))
                .map(read -> read);
    }

    private static void refuseGroups(Section yaml, Optional<Duration> retry, Map<String, Stage> stages) {
        if (retry.isPresent()
                && stages.values().stream().anyMatch(stage -> stage.together().isPresent())) {
            yaml.fault(
                    yaml.place("retry"),
                    "'retry' cannot be: an answer is taken again for the prompt of one item, and 'together' asks for several",
                    "Keep one of the two");
        }
    }
}
