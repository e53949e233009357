package io.armature.blueprints;

import com.samskivert.mustache.Template;
import io.armature.blueprints.Yaml.Scalar;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a blueprint from its files, and says everything that is wrong with them at once. */
final class BlueprintReader {
    private static final String ID = "[a-z][a-z0-9-]{0,62}";
    private static final String KIND = "[a-z][a-z0-9_-]{0,62}";
    private static final Duration LONGEST_DEADLINE = Duration.ofHours(168);
    private static final int MOST_TIERS = 10;
    private static final JsonNode ANYTHING = JsonMapper.shared().createObjectNode();

    private final BlueprintFiles files;
    private final Predicate<String> knownModel;
    private final Faults faults;

    BlueprintReader(BlueprintFiles files, Predicate<String> knownModel) {
        this.files = files;
        this.knownModel = knownModel;
        this.faults = new Faults(files);
    }

    Blueprint read() {
        Optional<Section> whole = whole();
        faults.throwIfAny();
        Section yaml = whole.orElseThrow();
        Optional<String> id = name(yaml, "id", ID, "a lower-case letter, then letters, digits and hyphens");
        Optional<String> title = yaml.optional("title").map(Scalar::text);
        Optional<String> noun = yaml.optional("itemNoun").map(Scalar::text);
        yaml.required("deadline");
        Optional<Duration> deadline = yaml.duration("deadline", Duration.ofSeconds(1), LONGEST_DEADLINE);

        Optional<Section> input = yaml.section("input");
        Optional<AnswerSchema> inputSchema = input.flatMap(i -> schema(i, "schema"));
        JsonNode inputs = source(inputSchema);
        List<Rule> inputRules =
                input.map(i -> rules(i, Map.of("input", inputs))).orElse(List.of());
        input.ifPresent(Section::refuseOthers);

        Optional<Section> skeletonSection = yaml.section("skeleton");
        Optional<AnswerSchema> skeletonSchema = skeletonSection.flatMap(s -> schema(s, "schema"));
        Optional<Section> kindSections = yaml.section("kinds");
        Optional<ItemsOfSkeleton> items =
                yaml.section("items").flatMap(i -> items(i, skeletonSchema, kindSections.map(Section::keys)));

        JsonNode skeletons = source(skeletonSchema);
        Function<JsonNode, List<Reason>> idsAreGood =
                c -> items.map(i -> i.check(c)).orElse(List.of());
        Optional<Stage> skeleton = skeletonSection.flatMap(s -> stage(
                id.orElse("?") + "--skeleton", s, skeletonSchema, Map.of("input", inputs), skeletons, idsAreGood));
        Map<String, Stage> stages = kindSections
                .map(kinds -> kinds(kinds, id.orElse("?"), variables(inputs, skeletons, items)))
                .orElse(Map.of());
        Optional<Section> document = yaml.optionalSection("document");
        Optional<AnswerSchema> documentSchema =
                document.filter(d -> d.optional("schema").isPresent()).flatMap(d -> schema(d, "schema"));
        String documentItems =
                document.flatMap(d -> d.optional("items")).map(Scalar::text).orElse("items");
        items.ifPresent(i -> documentItemsAreFree(yaml, documentItems, i, skeletons));
        List<Rule> documentRules = document.map(
                        d -> rules(d, Map.of("input", inputs, "content", source(documentSchema))))
                .orElse(List.of());
        document.ifPresent(Section::refuseOthers);
        yaml.refuseOthers();
        faults.throwIfAny();
        return new ReadBlueprint(
                id.orElseThrow(),
                Version.of(files),
                files,
                title.orElse(id.orElseThrow()),
                noun.orElse("items"),
                deadline.orElseThrow(),
                inputSchema.orElseThrow(),
                inputRules,
                skeleton.orElseThrow(),
                items.orElseThrow(),
                Map.copyOf(stages),
                documentItems,
                documentSchema,
                documentRules);
    }

    private Optional<Section> whole() {
        String text = files.byName().get(Faults.YAML);
        if (text == null) {
            faults.add(Faults.YAML, "the file is missing", "A blueprint's folder holds a " + Faults.YAML);
            return Optional.empty();
        }
        return Yaml.read(faults, Faults.YAML, text).flatMap(node -> Section.whole(faults, node));
    }

    private Optional<ItemsOfSkeleton> items(
            Section items, Optional<AnswerSchema> skeletonSchema, Optional<Set<String>> kinds) {
        Optional<String> each = items.text("each");
        Optional<String> id = items.text("id");
        Optional<String> kind = items.text("kind");
        Optional<String> title = items.optional("title").map(Scalar::text);
        items.refuseOthers();
        if (kind.isPresent() && kinds.isPresent() && !kinds.get().contains(kind.get())) {
            items.fault(
                    items.place("kind"),
                    "'items.kind' is '" + kind.get() + "', which is not under 'kinds'",
                    "Add it there, or name one of " + kinds.get());
        }
        if (each.isEmpty() || id.isEmpty() || kind.isEmpty()) {
            return Optional.empty();
        }
        ItemsOfSkeleton read = new ItemsOfSkeleton(each.get(), id.get(), title.orElse(id.get()), kind.get());
        skeletonSchema.ifPresent(schema -> ItemPlaces.check(items, read, schema.source()));
        return Optional.of(read);
    }

    private void documentItemsAreFree(
            Section yaml, String documentItems, ItemsOfSkeleton items, JsonNode skeletonSchema) {
        boolean taken = !documentItems.equals(items.each())
                && SchemaPlace.at(skeletonSchema, skeletonSchema)
                        .member(documentItems)
                        .isPresent();
        if (taken) {
            yaml.fault(
                    yaml.place("document"),
                    "'document.items' is '" + documentItems + "', which the skeleton uses itself",
                    "Choose another name; the items would replace that member");
        }
    }

    /** The variables that an item's prompts and rules see, as far as the schemas are known. */
    private static Map<String, JsonNode> variables(
            JsonNode inputs, JsonNode skeletons, Optional<ItemsOfSkeleton> items) {
        Map<String, JsonNode> variables = new LinkedHashMap<>();
        variables.put("input", inputs);
        variables.put(
                "header", items.map(i -> ItemPlaces.headerSchema(i, skeletons)).orElse(ANYTHING));
        variables.put(
                "spec", items.map(i -> ItemPlaces.specSchema(i, skeletons)).orElse(ANYTHING));
        return variables;
    }

    private Map<String, Stage> kinds(Section kinds, String name, Map<String, JsonNode> variables) {
        Map<String, Stage> stages = new LinkedHashMap<>();
        kinds.all().forEach((kind, section) -> {
            if (!kind.matches(KIND)) {
                kinds.fault(
                        section.place(),
                        "the kind '" + Reasons.trimmed(kind, 60) + "' is not well formed",
                        "Use a lower-case letter, then letters, digits, hyphens and underscores");
            }
            Optional<AnswerSchema> schema = schema(section, "schema");
            stage(name + "--" + kind, section, schema, variables, source(schema), c -> List.of())
                    .ifPresent(stage -> stages.put(kind, stage));
        });
        if (kinds.keys().isEmpty()) {
            kinds.fault(kinds.place(), "'kinds' is empty", "Describe at least the kind that 'items.kind' names");
        }
        return stages;
    }

    private Optional<Stage> stage(
            String name,
            Section section,
            Optional<AnswerSchema> schema,
            Map<String, JsonNode> variables,
            JsonNode contents,
            Function<JsonNode, List<Reason>> further) {
        Optional<Template> system = template(section, "system", variables);
        Optional<Template> ask = template(section, "ask", variables);
        List<Tier> tiers = tiers(section);
        Map<String, JsonNode> seenByRules = new LinkedHashMap<>(variables);
        seenByRules.put("content", contents);
        List<Rule> rules = rules(section, seenByRules);
        section.refuseOthers();
        if (schema.isEmpty() || system.isEmpty() || ask.isEmpty() || tiers.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ReadStage(name, tiers, schema.get(), system.get(), ask.get(), rules, further));
    }

    private List<Tier> tiers(Section stage) {
        List<Section> sections = stage.sections("tiers");
        if (sections.isEmpty() || sections.size() > MOST_TIERS) {
            stage.fault(
                    stage.place("tiers"),
                    "'" + stage.path("tiers") + "' names " + sections.size() + " models",
                    "Name 1 to " + MOST_TIERS + ", the first to be asked first");
        }
        return sections.stream().flatMap(tier -> tier(tier).stream()).toList();
    }

    private Optional<Tier> tier(Section tier) {
        Optional<String> model = tier.text("model");
        model.filter(m -> !knownModel.test(m))
                .ifPresent(m -> tier.fault(
                        tier.place("model"),
                        "'" + tier.path("model") + "' is '" + Reasons.trimmed(m, 60) + "', which no catalogue names",
                        "Name a model of the catalogue under 'armature.models', or add it there"));
        tier.required("maxTokens");
        Optional<Integer> maxTokens = tier.whole("maxTokens", Tier.LEAST_TOKENS, Tier.MOST_TOKENS);
        Optional<Integer> onceCut =
                tier.whole("maxTokensOnceCut", maxTokens.orElse(Tier.LEAST_TOKENS), Tier.MOST_TOKENS);
        int tries = tier.whole("tries", 1, Tier.MOST_TRIES).orElse(2);
        Duration timeout = tier.duration("timeout", Duration.ofMillis(100), Duration.ofHours(1))
                .orElse(Duration.ofSeconds(60));
        Duration patience =
                tier.duration("patience", Duration.ZERO, LONGEST_DEADLINE).orElse(Duration.ofMinutes(5));
        double temperature = tier.decimal("temperature", 0, 2).orElse(0.7);
        tier.refuseOthers();
        if (model.isEmpty() || maxTokens.isEmpty()) {
            return Optional.empty();
        }
        int budget = maxTokens.get();
        return Optional.of(
                new Tier(model.get(), tries, budget, onceCut.orElse(budget), timeout, patience, temperature));
    }

    private List<Rule> rules(Section owner, Map<String, JsonNode> variables) {
        Expressions expressions = new Expressions(variables);
        Set<String> ids = new HashSet<>();
        return owner.sections("rules").stream()
                .flatMap(section -> {
                    Optional<Rule> rule = new RuleReader(faults, section, expressions).read();
                    section.optional("id")
                            .map(Scalar::text)
                            .filter(id -> !ids.add(id))
                            .ifPresent(id -> section.fault(
                                    section.place("id"),
                                    "the rule '" + id + "' is there twice",
                                    "Give it an id of its own"));
                    return rule.stream();
                })
                .toList();
    }

    private Optional<AnswerSchema> schema(Section section, String key) {
        return section.required(key)
                .flatMap(name -> faults.file(name, section.path(key))
                        .flatMap(text -> SchemaFile.read(faults, name.text(), text)));
    }

    private Optional<Template> template(Section section, String key, Map<String, JsonNode> variables) {
        return section.required(key)
                .flatMap(name -> faults.file(name, section.path(key))
                        .flatMap(text -> TemplateFile.read(faults, name.text(), text, variables)));
    }

    private static Optional<String> name(Section section, String key, String form, String wanted) {
        return section.required(key)
                .flatMap(scalar -> scalar.text().matches(form)
                        ? Optional.of(scalar.text())
                        : section.fault(
                                scalar.place(),
                                "the " + key + " '" + Reasons.trimmed(scalar.text(), 80) + "' is not well formed",
                                "Use " + wanted));
    }

    /** A faulty schema is told once; what refers to it is not checked against it. */
    private static JsonNode source(Optional<AnswerSchema> schema) {
        return schema.map(AnswerSchema::source).orElse(ANYTHING);
    }
}
