package io.armature.blueprints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of fault that a blueprint can have is told, with its file, its line and the mend. */
class FaultyBlueprintsTest {
    private static final String YAML = "blueprint.yaml";
    private static final Map<String, String> GOOD = BuiltIn.MEAL_DAY.files().byName();

    static Stream<Arguments> faulty() {
        return Stream.of(
                // files
                told("no blueprint.yaml", f -> f.remove(YAML), YAML, "the file is missing"),
                told("an empty one", f -> f.put(YAML, ""), YAML, "the file is empty"),
                told("only a comment", f -> f.put(YAML, "# nothing\n"), YAML, "the file is empty"),
                told("a list", f -> f.put(YAML, "- id: x\n"), YAML + ":1", "must have members"),
                told(
                        "no schema file",
                        f -> f.remove("meal.schema.json"),
                        YAML + ":",
                        "meal.schema.json, which is not there"),
                told("no template file", f -> f.remove("meal.ask.md"), YAML + ":", "meal.ask.md, which is not there"),
                // YAML
                told("bad indentation", yaml("\nitems:", "\n   items:"), YAML + ":", "this is no YAML"),
                told("an open quote", yaml("title: A day", "title: \"A day"), YAML + ":", "this is no YAML"),
                told("a tab", yaml("  each: meal", "\teach: meal"), YAML + ":", "this is no YAML"),
                told(
                        "a doubled key",
                        yaml("\ntitle:", "\nid: twice\ntitle:"),
                        YAML + ":3:1",
                        "the key 'id' stands in line 2"),
                told("an alias", yaml("title: A", "title: *a\n# A"), YAML + ":3:8", "aliases (*name) are not read"),
                told("an anchor", yaml("title: A", "title: &a A"), YAML + ":3:8", "anchors (&name) are not read"),
                told("a tag", yaml("title: A", "title: !!java/object A"), YAML + ":3:8", "tags (!name) are not read"),
                told(
                        "a second document",
                        f -> f.put(YAML, f.get(YAML) + "\n---\nid: b\n"),
                        YAML + ":",
                        "a second document"),
                told("a billion laughs", f -> f.put(YAML, laughs()), YAML + ":1:5", "anchors"),
                told("a merge bomb", f -> f.put(YAML, "a: &a {x: 1}\nb: {<<: [*a, *a]}"), YAML + ":1:4", "anchors"),
                told(
                        "deep nesting",
                        f -> f.put(YAML, "a: " + "[".repeat(100_000)),
                        YAML + ":1:",
                        "nested deeper than 30"),
                told("deep blocks", f -> f.put(YAML, deepBlocks()), YAML + ":", "nested deeper than 30"),
                told("a huge file", f -> f.put(YAML, "# " + "x".repeat(600_000)), YAML, "has 600002 characters"),
                told("a control character", yaml("title: A", "title: \u0001"), YAML, "this is no YAML"),
                told("a key that is a list", yaml("title: A", "? [a]\n: A"), YAML + ":", "a key must be a word"),
                // keys and values
                told("an unknown key", yaml("\ntitle:", "\ntitel:"), YAML + ":3:1", "'titel' is not known"),
                told(
                        "an unknown inner key",
                        yaml("  each:", "  every: x\n  each:"),
                        YAML + ":",
                        "'items.every' is not known"),
                told(
                        "an unknown tier key",
                        yaml("tries: 2", "trys: 2"),
                        YAML + ":",
                        "'skeleton.tiers[0].trys' is not known"),
                told(
                        "an unknown rule key",
                        yaml("pointer: /targets", "point: /targets"),
                        YAML + ":",
                        "'input.rules[0].point' is not"),
                told("no id", yaml("\nid: meal-day", ""), YAML + ":", "'id' is missing"),
                told(
                        "a bad id",
                        yaml("id: meal-day", "id: Meal Day"),
                        YAML + ":2:5",
                        "the id 'Meal Day' is not well formed"),
                told("no deadline", yaml("deadline: 10m", ""), YAML + ":", "'deadline' is missing"),
                told(
                        "a list for a value",
                        yaml("deadline: 10m", "deadline: [10m]"),
                        YAML + ":",
                        "'deadline' must be one value"),
                told(
                        "a value for a list",
                        yaml("  tiers:\n", "  tiers: cheap\n  tears:\n"),
                        YAML + ":",
                        "'skeleton.tiers' must be a list"),
                told(
                        "a value for a section",
                        yaml("items:\n", "items: x\nitms:\n"),
                        YAML + ":",
                        "'items' must have members"),
                // units and ranges
                told("no unit", yaml("deadline: 10m", "deadline: 600"), YAML + ":5:11", "not a time from 1s to 168h"),
                told(
                        "a reuse beyond what is kept",
                        yaml("    ask: meal.ask.md", "    ask: meal.ask.md\n    reuse: 200h"),
                        YAML,
                        "'kinds.meal.reuse' is '200h', not a time from 60s to 168h"),
                told(
                        "a retry beyond what is kept",
                        yaml("retry: 24h", "retry: 30s"),
                        YAML + ":6:8",
                        "'retry' is '30s', not a time from 60s to 168h"),
                told(
                        "a strange unit",
                        yaml("timeout: 60s", "timeout: 1 minute"),
                        YAML + ":",
                        "tiers[0].timeout' is '1 minute'"),
                told("a negative time", yaml("timeout: 60s", "timeout: -1s"), YAML + ":", "timeout' is '-1s'"),
                told("no time at all", yaml("timeout: 60s", "timeout: 0s"), YAML + ":", "timeout' is '0s'"),
                told(
                        "endless time",
                        yaml("deadline: 10m", "deadline: 99999999999999999999s"),
                        YAML + ":",
                        "not a time"),
                told(
                        "endless milliseconds",
                        yaml("deadline: 10m", "deadline: 99999999999999999999ms"),
                        YAML + ":",
                        "not a time"),
                told(
                        "too long a deadline",
                        yaml("deadline: 10m", "deadline: 169h"),
                        YAML + ":",
                        "not a time from 1s to 168h"),
                told(
                        "no tries",
                        yaml("tries: 2", "tries: 0"),
                        YAML + ":",
                        "tries' is '0', not a whole number from 1 to 10"),
                told("many tries", yaml("tries: 2", "tries: 11"), YAML + ":", "tries' is '11'"),
                told("half a try", yaml("tries: 2", "tries: 1.5"), YAML + ":", "tries' is '1.5'"),
                told("no budget", yaml("maxTokens: 2000, ", ""), YAML + ":", "tiers[0].maxTokens' is missing"),
                told("a tiny budget", yaml("maxTokens: 2000", "maxTokens: 5"), YAML + ":", "maxTokens' is '5'"),
                told(
                        "a huge budget",
                        yaml("maxTokens: 2000", "maxTokens: 9999999"),
                        YAML + ":",
                        "maxTokens' is '9999999'"),
                told(
                        "a budget in words",
                        yaml("maxTokens: 2000", "maxTokens: many"),
                        YAML + ":",
                        "maxTokens' is 'many'"),
                told(
                        "less once cut",
                        yaml("maxTokensOnceCut: 2500", "maxTokensOnceCut: 100"),
                        YAML + ":",
                        "from 1500 to 200000"),
                told("a hot model", yaml("temperature: 0.4", "temperature: 3"), YAML + ":", "temperature' is '3'"),
                told("no number", yaml("temperature: 0.4", "temperature: .nan"), YAML + ":", "temperature' is '.nan'"),
                told("no tiers", yaml("  tiers:\n", "  tiers: []\n  x:\n"), YAML + ":", "names 0 models"),
                told(
                        "an unknown model",
                        yaml("model: strong, tries: 2, maxTokens: 2000", "model: huge, maxTokens: 2000"),
                        YAML + ":",
                        "tiers[1].model' is 'huge', which no catalogue names"),
                told(
                        "a fast budget above the usual one",
                        yaml("fast: {maxTokens: 1400}", "fast: {maxTokens: 2400}"),
                        YAML + ":",
                        "tiers[0].fast.maxTokens' is '2400', not a whole number from 16 to 2000"),
                told(
                        "a fast tier without a budget",
                        yaml("fast: {maxTokens: 1400}", "fast: {}"),
                        YAML + ":",
                        "tiers[0].fast.maxTokens' is missing"),
                told(
                        "another thing for fast plans",
                        yaml("fast: {maxTokens: 1400}", "fast: {maxTokens: 1400, tries: 1}"),
                        YAML + ":",
                        "tiers[0].fast.tries' is not known"),
                told(
                        "half a merge",
                        yaml("  items: meals\n", "  items: meals\n  merge: both\n"),
                        YAML + ":",
                        "'document.merge' is 'both'. Write 'true' or 'false'"),
                told(
                        "another thing for what is missing",
                        yaml("  items: meals\n", "  items: meals\n  missing: empty\n"),
                        YAML + ":",
                        "'document.missing' is 'empty'. Write 'spec' or 'nothing'"),
                // the whole document in one call
                told(
                        "a single call without the document's schema",
                        yaml("  schema: document.schema.json\n", ""),
                        YAML + ":",
                        "'single' needs the document's schema"),
                told(
                        "a single call that asks nothing",
                        yaml("  ask: single.ask.md\n", ""),
                        YAML + ":",
                        "'single.ask' is missing"),
                told(
                        "a single call by nobody",
                        yaml("  ask: single.ask.md\n  tiers:\n", "  ask: single.ask.md\n  models:\n"),
                        YAML + ":",
                        "'single.tiers' names 0 models"),
                told(
                        "a skeleton's variable in the single call's prompt",
                        in("single.ask.md", "{{{input}}}", "{{{header}}}"),
                        "single.ask.md:3",
                        "there is no variable {{header}}"),
                // schemas
                told(
                        "no JSON",
                        f -> f.put("meal.schema.json", "{\"type\": \"object\",\n x}"),
                        "meal.schema.json:2",
                        "this is no JSON"),
                told(
                        "a doubled member",
                        f -> f.put("meal.schema.json", "{\"type\": \"object\",\n\"type\": \"object\"}"),
                        "meal.schema.json:2",
                        "Duplicate"),
                told(
                        "a deep schema",
                        f -> f.put("meal.schema.json", "{\"not\":".repeat(5_000) + "{}" + "}".repeat(5_000)),
                        "meal.schema.json",
                        "nesting depth"),
                told(
                        "a huge number",
                        f -> f.put("meal.schema.json", "{\"maximum\": 1e99999999999}"),
                        "meal.schema.json:1",
                        "number expected"),
                told(
                        "no schema",
                        in("meal.schema.json", "\"minItems\": 1", "\"minItems\": \"one\""),
                        "meal.schema.json:",
                        "this is no JSON Schema (2020-12): /properties/foods/minItems"),
                told(
                        "an unknown type",
                        in("meal.schema.json", "\"type\": \"array\"", "\"type\": \"list\""),
                        "meal.schema.json:",
                        "this is no JSON Schema"),
                told(
                        "a lost reference",
                        in("meal.schema.json", "\"type\": \"array\"", "\"$ref\": \"#/$defs/foods\""),
                        "meal.schema.json:",
                        "#/$defs/foods leads nowhere"),
                told(
                        "a remote reference",
                        in("meal.schema.json", "\"type\": \"array\"", "\"$ref\": \"https://example.org/foods\""),
                        "meal.schema.json:",
                        "leads out of the file"),
                told(
                        "a file reference",
                        in("meal.schema.json", "\"type\": \"array\"", "\"$ref\": \"file:///etc/passwd\""),
                        "meal.schema.json:",
                        "leads out of the file"),
                told(
                        "a bad pattern",
                        in("meal.schema.json", "^([01][0-9]", "^(([01][0-9]"),
                        "meal.schema.json:",
                        "the pattern cannot be used"),
                told(
                        "a pattern with lookahead",
                        in("meal.schema.json", "^([01][0-9]", "^(?=x)([01][0-9]"),
                        "meal.schema.json:",
                        "the pattern cannot be used"),
                // templates
                told(
                        "an unknown variable",
                        in("meal.ask.md", "{{{header}}}", "{{{head}}}"),
                        "meal.ask.md:7",
                        "there is no variable {{head}}"),
                told(
                        "an unknown member",
                        in("meal.ask.md", "{{spec.name}}", "{{spec.nam}}"),
                        "meal.ask.md:1",
                        "the schema has no 'nam'"),
                told(
                        "a member of a text",
                        in("meal.ask.md", "{{spec.name}}", "{{spec.name.class}}"),
                        "meal.ask.md:1",
                        "does not exist"),
                told(
                        "a member that may be missing",
                        in("meal.ask.md", "{{spec.name}}", "{{input.athlete.name}}"),
                        "meal.ask.md:1",
                        "may be missing"),
                told(
                        "the item in the skeleton's prompt",
                        in("skeleton.ask.md", "{{{input}}}", "{{{spec}}}"),
                        "skeleton.ask.md:3",
                        "there is no variable {{spec}}"),
                told(
                        "an open section",
                        in("meal.ask.md", "{{spec.name}}", "{{#spec}}"),
                        "meal.ask.md",
                        "this is no template"),
                told(
                        "open braces",
                        in("meal.ask.md", "{{spec.name}}", "{{spec.name"),
                        "meal.ask.md:1",
                        "a {{ is not closed"),
                told(
                        "a partial",
                        in("meal.ask.md", "{{spec.name}}", "{{>meal.system.md}}"),
                        "meal.ask.md",
                        "{{>meal.system.md}}"),
                // rules
                told(
                        "a rule without id",
                        yaml("- id: right-meal\n        pointer", "- pointer"),
                        YAML + ":",
                        "rules[0].id' is missing"),
                told(
                        "a rule's bad id",
                        yaml("id: right-meal", "id: Right Meal"),
                        YAML + ":",
                        "rule's id 'Right Meal' is not well formed"),
                told(
                        "a rule twice",
                        yaml("id: foods-add-up", "id: right-meal"),
                        YAML + ":",
                        "the rule 'right-meal' is there twice"),
                told(
                        "a bad pointer",
                        yaml("pointer: /meal_id", "pointer: meal_id"),
                        YAML + ":",
                        "'meal_id' is no JSON Pointer"),
                told(
                        "an expression that does not parse",
                        yaml("sentences(content.rationale) >= 3", "sentences(content.rationale >= 3"),
                        YAML + ":",
                        "rule 'rationale-length'"),
                told(
                        "a member that no schema names",
                        yaml("near(content.totals.protein_g,", "near(content.totals.protein,"),
                        YAML + ":",
                        "undefined field 'protein'"),
                told(
                        "a member of a list's entries",
                        yaml("f.carbs_g)), content", "f.carbohydrates)), content"),
                        YAML + ":",
                        "undefined field 'carbohydrates'"),
                told(
                        "a member in a message",
                        yaml("${spec.calories_target} (10%", "${spec.calories} (10%"),
                        YAML + ":",
                        "undefined field 'calories'"),
                told(
                        "an unknown function",
                        yaml("check: sentences(", "check: phrases("),
                        YAML + ":",
                        "undeclared reference to 'phrases'"),
                told(
                        "a variable of another place",
                        yaml("check: near(4.0 * input.targets.protein_g", "check: near(4.0 * spec.targets.protein_g"),
                        YAML + ":",
                        "undeclared reference to 'spec'"),
                told(
                        "a text in a sum",
                        yaml("f.calories)), content.totals.calories", "f.item)), content.totals.calories"),
                        YAML + ":",
                        "no matching overload for 'sum'"),
                told(
                        "a number against a text",
                        yaml("content.meal_id == spec.meal_id", "content.meal_id == 3"),
                        YAML + ":",
                        "no matching overload for '_==_'"),
                told(
                        "a check that is no check",
                        yaml(
                                "check: near(content.totals.calories, spec.calories_target, 0.10, 30)",
                                "check: content.totals.calories"),
                        YAML + ":",
                        "expected type 'bool'"),
                told(
                        "a long expression",
                        yaml(
                                "check: sentences(",
                                "check: 1 < 2 && ".repeat(1) + "1 < 2 && ".repeat(600) + "sentences("),
                        YAML + ":",
                        "rule 'research-length'"),
                told(
                        "a deep expression",
                        yaml(
                                "check: sentences(",
                                "check: " + "(".repeat(900) + "true" + ")".repeat(900) + " && sentences("),
                        YAML + ":",
                        "rule 'research-length'"),
                told(
                        "an open value in a message",
                        yaml("${sentences(content.rationale)} sentences", "${sentences(content.rationale) sentences"),
                        YAML + ":",
                        "rule 'rationale-length'"),
                // items and document
                told(
                        "each leads nowhere",
                        yaml("each: meal_structure", "each: meals"),
                        YAML + ":",
                        "'items.each' is 'meals', which the skeleton's schema does not have"),
                told(
                        "each is no list",
                        yaml("each: meal_structure", "each: daily_targets"),
                        YAML + ":",
                        "which is no array of objects"),
                told(
                        "id leads nowhere",
                        yaml("id: meal_id\n", "id: item\n"),
                        YAML + ":",
                        "'items.id' is 'item', which is no text"),
                told("id is a number", yaml("id: meal_id\n", "id: calories_target\n"), YAML + ":", "which is no text"),
                told(
                        "title leads nowhere",
                        yaml("title: name\n", "title: names\n"),
                        YAML + ":",
                        "'items.title' is 'names'"),
                told(
                        "an unknown kind",
                        yaml("kind: meal\n", "kind: snack\n"),
                        YAML + ":",
                        "'items.kind' is 'snack', which is not under 'kinds'"),
                told(
                        "a bad kind",
                        yaml("kinds:\n  meal:", "kinds:\n  Meal!:"),
                        YAML + ":",
                        "the kind 'Meal!' is not well formed"),
                told(
                        "items over the header",
                        yaml("items: meals\n", "items: daily_targets\n"),
                        YAML + ":",
                        "which the skeleton uses itself"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faulty")
    void aFaultIsToldWithItsPlaceAndMend(String kind, Map<String, String> files, String place, String what) {
        List<Fault> faults = faults(files);
        assertThat(faults).as("%s", faults).anySatisfy(fault -> {
            assertThat(fault.toString()).startsWith(place).contains(what).hasSizeLessThan(1_200);
            assertThat(fault.mend()).isNotBlank();
        });
    }

    @Test
    void allFaultsAreToldAtOnce() {
        Map<String, String> files = new TreeMap<>(GOOD);
        yaml("id: meal-day", "id: Meal").accept(files);
        yaml("deadline: 10m", "deadline: soon").accept(files);
        yaml("tries: 2", "tries: 99").accept(files);
        yaml("near(content.totals.protein_g,", "near(content.totals.protein,").accept(files);
        in("meal.ask.md", "{{spec.name}}", "{{spec.nam}}").accept(files);
        files.remove("skeleton.system.md");
        assertThat(faults(files)).extracting(Fault::what).hasSize(6);
    }

    @Test
    void faultsWithoutNumberAreToldUpToABound() {
        Map<String, String> files = new TreeMap<>(GOOD);
        files.put(
                YAML,
                files.get(YAML)
                        + String.join(
                                "\n",
                                IntStream.range(0, 5_000)
                                        .mapToObj(i -> "key" + i + ": x")
                                        .toList()));
        assertThat(faults(files)).hasSize(Faults.MOST);
    }

    @Test
    void theGoodOneHasNoFault() {
        assertThat(Blueprints.read(new BlueprintFiles(GOOD), List.of("cheap", "strong")::contains)
                        .id())
                .isEqualTo("meal-day");
    }

    private static List<Fault> faults(Map<String, String> files) {
        return catchThrowableOfType(
                        FaultyBlueprintException.class,
                        () -> Blueprints.read(new BlueprintFiles(files), List.of("cheap", "strong")::contains))
                .faults();
    }

    private static Arguments told(String kind, Consumer<Map<String, String>> change, String place, String what) {
        Map<String, String> files = new TreeMap<>(GOOD);
        change.accept(files);
        return Arguments.of(kind, files, place, what);
    }

    private static Consumer<Map<String, String>> yaml(String good, String faulty) {
        return in(YAML, good, faulty);
    }

    private static Consumer<Map<String, String>> in(String file, String good, String faulty) {
        return files -> {
            String text = files.get(file);
            int at = text.indexOf(good);
            assertThat(at).as("%s holds %s", file, good).isNotNegative();
            files.put(file, text.substring(0, at) + faulty + text.substring(at + good.length()));
        };
    }

    private static String laughs() {
        StringBuilder yaml = new StringBuilder("a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
        for (int i = 1; i < 30; i++) {
            String alias = "*a" + (i - 1);
            yaml.append("a%d: &a%d [%s]\n".formatted(i, i, String.join(", ", java.util.Collections.nCopies(9, alias))));
        }
        return yaml.toString();
    }

    private static String deepBlocks() {
        return String.join(
                "\n",
                IntStream.range(0, 600).mapToObj(i -> " ".repeat(i) + "a:").toList());
    }
}
