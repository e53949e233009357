package io.armature.blueprints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every fault in what a blueprint says of dependencies, kinds and files is told, with its place and mend. */
class FaultyDependenciesTest {
    static Stream<Arguments> faulty() {
        return Stream.of(
                // items that the skeleton lists
                listed("a kind from nowhere", "{from: type}", "{from: sort}", "5:", "'items.kind.from' is 'sort'"),
                listed("a kind from a free text", "{from: type}", "{from: id}", "5:", "no required 'enum'"),
                listed("no member for the kind", "{from: type}", "{of: type}", "5:", "'items.kind.from' is missing"),
                listed(
                        "a kind that there is not",
                        "  code: {",
                        "  kode: {",
                        "5:",
                        "may be 'code', which is not under 'kinds'"),
                listed("dependencies from nowhere", "dependsOn: after", "dependsOn: before", "5:", "no array of texts"),
                listed("dependencies that are no list", "dependsOn: after", "dependsOn: id", "5:", "no array of texts"),
                listed(
                        "an unknown way to go on",
                        "whenDependencyFails: continue",
                        "whenDependencyFails: maybe",
                        "5:",
                        "'items.whenDependencyFails' is 'maybe'"),
                // fixed steps
                fixed(
                        "an unknown step",
                        "[base, walls]",
                        "[base, cellar]",
                        "9:",
                        "depends on 'cellar', which is no step"),
                fixed("a step after itself", "dependsOn: [base]", "dependsOn: [walls]", "8:", "depends on itself"),
                fixed(
                        "steps after each other",
                        "title: The base, kind: text",
                        "kind: text, dependsOn: [roof]",
                        "7:",
                        "wait for each other: base → roof → base"),
                fixed("a step twice", "id: walls", "id: base", "8:", "the step 'base' is there twice"),
                fixed("a step's bad id", "id: walls", "id: the walls", "8:", "the step's id 'the walls'"),
                fixed(
                        "a step's unknown kind",
                        "kind: code",
                        "kind: wood",
                        "9:",
                        "is 'wood', which is not under 'kinds'"),
                fixed(
                        "a step's unknown key",
                        "title: The base",
                        "titel: The base",
                        "7:",
                        "fixed[0].titel' is not known"),
                fixed("no list of dependencies", "[base, walls]", "base", "9:", "must be a list of values"),
                fixed("each beside fixed", "items:\n", "items:\n  each: parts\n", "6:", "stands beside 'items.fixed'"),
                fixed("no steps", "fixed:\n", "fixed: []\n  other:\n", "6:", "'items.fixed' has 0 steps"),
                // what is seen of others
                listed(
                        "needs of an unknown kind",
                        "code: content.files",
                        "kode: content.files",
                        "15:",
                        "a kind that is not under 'kinds'"),
                listed(
                        "needs of an unknown member",
                        "content.files.map(f, f.path)",
                        "content.files.map(f, f.name)",
                        "15:",
                        "undefined field 'name'"),
                listed(
                        "needs that do not parse",
                        "content.files.map(f, f.path)",
                        "content.files.map(",
                        "15:",
                        "show.code'"),
                listed("needs without bounds", "maxTokens: 40", "maxTokens: 1", "13:", "maxTokens' is '1'"),
                listed(
                        "needs without dependencies",
                        ", dependsOn: after, whenDependencyFails: continue",
                        "",
                        "13:",
                        "but no item depends on another"),
                listed("results without dependencies", ", dependsOn: after", "", "ask.md:1", "no variable {{results}}"),
                listed(
                        "a misspelt member of results",
                        "r.kind != 'code'",
                        "r.sort != 'code'",
                        "18:",
                        "undefined field 'sort'"),
                // files
                listed("files from nowhere", "{each: files,", "{each: texts,", "21:", "which no kind of item has"),
                listed(
                        "files that are no list",
                        "{each: files,",
                        "{each: words,",
                        "21:",
                        "no array of objects in kind 'text'"),
                listed("no path", "path: path,", "path: name,", "21:", "'document.files.path' is 'name'"),
                listed(
                        "no content",
                        "content: content}",
                        "text: content}",
                        "21:",
                        "'document.files.content' is missing"),
                // rules of every item
                listed(
                        "a rule of every item that fits one kind only",
                        "items: {each: parts,",
                        "items: {rules: [{id: x, check: content.words != '', message: x}], each: parts,",
                        "5:",
                        "undefined field 'words'"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faulty")
    void aFaultIsToldWithItsPlaceAndMend(String kind, Map<String, String> files, String place, String what) {
        List<Fault> faults = catchThrowableOfType(
                        FaultyBlueprintException.class, () -> Blueprints.read(new BlueprintFiles(files)))
                .faults();
        assertThat(faults).as("%s", faults).anySatisfy(fault -> {
            assertThat(fault.toString()).startsWith(place).contains(what);
            assertThat(fault.mend()).isNotBlank();
        });
    }

    private static Arguments listed(String kind, String good, String faulty, String place, String what) {
        return told(kind, Steps.listed(), good, faulty, place, what);
    }

    private static Arguments fixed(String kind, String good, String faulty, String place, String what) {
        return told(kind, Steps.fixed(), good, faulty, place, what);
    }

    private static Arguments told(
            String kind, Map<String, String> all, String good, String faulty, String place, String what) {
        Map<String, String> files = new HashMap<>(all);
        String yaml = files.getOrDefault("blueprint.yaml", "");
        assertThat(yaml).contains(good);
        files.put("blueprint.yaml", yaml.replace(good, faulty));
        String where = Character.isDigit(place.charAt(0)) ? "blueprint.yaml:" + place : place;
        return Arguments.of(kind, files, where, what);
    }
}
