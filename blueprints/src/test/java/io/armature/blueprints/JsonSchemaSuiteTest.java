package io.armature.blueprints;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The official JSON Schema test suite for draft 2020-12, its required tests, with the validator as it is set up here.
 */
class JsonSchemaSuiteTest {
    /** They refer to other documents, and nothing is fetched. */
    private static final Set<String> ELSEWHERE = Set.of(
            "dynamicRef.json: $ref and $dynamicAnchor are independent of order - $defs first",
            "dynamicRef.json: $ref and $dynamicAnchor are independent of order - $ref first",
            "dynamicRef.json: strict-tree schema, guards against misspelled properties",
            "dynamicRef.json: tests for implementation dynamic anchor and reference link",
            "refRemote.json: Location-independent identifier in remote ref",
            "refRemote.json: anchor within remote ref",
            "refRemote.json: base URI change",
            "refRemote.json: base URI change - change folder",
            "refRemote.json: base URI change - change folder in subschema",
            "refRemote.json: fragment within remote ref",
            "refRemote.json: ref within remote ref",
            "refRemote.json: remote HTTP ref with different $id",
            "refRemote.json: remote HTTP ref with different URN $id",
            "refRemote.json: remote HTTP ref with nested absolute ref",
            "refRemote.json: remote ref",
            "refRemote.json: remote ref with ref to defs",
            "refRemote.json: retrieved nested refs resolve relative to their URI not $id",
            "refRemote.json: root ref in remote ref",
            "vocabulary.json: ignore unrecognized optional vocabulary",
            "vocabulary.json: schema that uses custom metaschema with with no validation vocabulary");

    /** They refer to parts of themselves by addresses that differ from the place; a blueprint's schemas may not. */
    private static final Set<String> BY_ADDRESS = Set.of(
            "ref.json: order of evaluation: $id and $anchor and $ref", "ref.json: order of evaluation: $id and $ref");

    @Test
    void everySchemaIsRefusedAsStatedOrItsTestsComeOutAsTheSuiteSays() throws IOException {
        int tests = 0;
        Set<String> refused = new TreeSet<>();
        List<String> wrong = new ArrayList<>();
        for (Path file : files()) {
            for (JsonNode group : JsonMapper.shared().readTree(file)) {
                String name =
                        file.getFileName() + ": " + group.path("description").asString();
                for (JsonNode test : group.path("tests")) {
                    tests++;
                    try {
                        boolean fits = new AnswerSchema(group.path("schema")).fits(test.path("data"));
                        if (fits != test.path("valid").asBoolean()) {
                            wrong.add(name + ": " + test.path("description").asString());
                        }
                    } catch (RuntimeException e) {
                        refused.add(name);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(refused)
                .isEqualTo(Stream.concat(ELSEWHERE.stream(), BY_ADDRESS.stream())
                        .collect(Collectors.toCollection(TreeSet::new)));
        assertThat(tests).isEqualTo(1_176);
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FetchedSuite.ofJsonSchema())) {
            return new ArrayList<>(files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList());
        }
    }
}
