package io.armature.blueprints;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the pages for authors show is good: copied into the blueprint that they name, it passes the checker. */
class DocumentedBlueprintsTest {
    @ParameterizedTest
    @MethodSource
    void aSnippetOfTheDocsIsAGoodBlueprint(Snippet snippet) {
        assertThat(snippet.faults()).isEmpty();
    }

    static List<Snippet> aSnippetOfTheDocsIsAGoodBlueprint() throws IOException {
        List<Snippet> guide = Snippet.of("guide.md");
        List<Snippet> handbook = Snippet.of("blueprints.md");
        // Else they would not be found any more, and nothing would be checked.
        assertThat(guide).hasSizeGreaterThanOrEqualTo(3);
        assertThat(handbook).hasSizeGreaterThanOrEqualTo(8);
        return Stream.concat(guide.stream(), handbook.stream()).toList();
    }

    @Test
    void aSnippetThatIsFaultyIsTold() throws IOException {
        Snippet misspelt = Snippet.of("blueprints.md").getFirst().saying("kinds: {meal: {togehter: {most: 3}}}");

        assertThat(misspelt.faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.what()).contains("togehter"));
    }

    @Test
    void theGuidesOwnBlueprintIsGood() throws IOException {
        assertThat(Blueprints.read(Snippet.guide(), Set.of("cheap", "strong")::contains)
                        .kinds())
                .containsExactly("question");
    }
}
