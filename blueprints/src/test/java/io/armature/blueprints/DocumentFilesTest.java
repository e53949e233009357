package io.armature.blueprints;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Documents that consist of files: only such as may be unpacked anywhere, each path once. */
class DocumentFilesTest {
    private static final Blueprint LISTED = Blueprints.read(new BlueprintFiles(Steps.listed()));
    private static final JsonNode NOTHING = JsonMapper.shared().createObjectNode();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.md",
                ".env.example",
                ".github/workflows/test.yml",
                "backend/app/models/__init__.py",
                "frontend/src/pages/Größe.tsx",
                "a/b/c/d/e/f/g",
                "console.ts",
                "a..b"
            })
    void aSafePathIsTaken(String path) {
        assertThat(judged(path)).isInstanceOf(Verdict.Accepted.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/etc/passwd",
                "../secret",
                "a/../../b",
                "a/./b",
                "a//b",
                "a/",
                "~/x",
                "~root/x",
                "a\\b",
                "..\\b",
                "C:/x",
                "c:x",
                "a\u0000b",
                "a\nb",
                "a\u202eb",
                "nul",
                "src/CON.txt",
                "lpt1.tar.gz",
                "aux",
                "a.",
                "a ",
                " a",
                "a/b. /c",
                "a*b",
                "a?b",
                "a|b",
                "a<b"
            })
    void anUnsafePathIsRejectedAndTheModelIsToldWhy(String path) {
        assertThat(judged(path)).isInstanceOfSatisfying(Verdict.Rejected.class, rejected -> {
            assertThat(rejected.reasons()).extracting(Reason::code).containsExactly("file-path");
            assertThat(rejected.reasons().getFirst().pointer()).isEqualTo("/files/0/path");
        });
    }

    @Test
    void aPathTooLongIsRejected() {
        assertThat(judged("x".repeat(201))).isInstanceOf(Verdict.Rejected.class);
    }

    @Test
    void oneItemHoldsAPathOnceWhateverItsCase() {
        assertThat(judged("a/B.py", "A/b.PY")).isInstanceOf(Verdict.Rejected.class);
        assertThat(judged("caf\u00e9", "cafe\u0301")).isInstanceOf(Verdict.Rejected.class);
        assertThat(judged("a", "a/b")).isInstanceOf(Verdict.Rejected.class);
        assertThat(judged("a/b/c", "a")).isInstanceOf(Verdict.Rejected.class);
        assertThat(judged("a/b", "a/c", "ab")).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void theSamePathOfTwoItemsIsAFaultOfTheDocumentAndInItsFilesOnce() {
        ObjectNode document = JsonMapper.shared().createObjectNode();
        ArrayNode items = document.putArray("done");
        items.add(files("a.py", "b.py"));
        items.addObject().put("words", "no files");
        items.add(files("A.py", "c.py"));

        assertThat(LISTED.checkDocument(NOTHING, document))
                .containsExactly(new Reason(
                        "file-path",
                        "/done/2/files/0/path",
                        "the path 'A.py' is that of another file already (/done/0/files/0/path) (upper and lower case"
                                + " count as the same); give each file a path of its own"));
        assertThat(LISTED.files(document)).extracting(DocumentFile::path).containsExactly("a.py", "b.py", "c.py");
        assertThat(LISTED.fileCounts(document)).containsExactly(2, 0, 2);
        assertThat(LISTED.hasFiles()).isTrue();
        assertThat(BuiltIn.MEAL_DAY.hasFiles()).isFalse();
    }

    @Test
    void whatIsNotSafeIsNoFileOfADocument() {
        ObjectNode document = JsonMapper.shared().createObjectNode();
        document.putArray("done").add(files("../a", "b"));

        assertThat(LISTED.files(document)).extracting(DocumentFile::path).containsExactly("b");
    }

    private static Verdict judged(String... paths) {
        return LISTED.item("code").judge(files(paths).toString(), Variables.forItem(NOTHING, NOTHING, NOTHING));
    }

    private static ObjectNode files(String... paths) {
        ObjectNode content = JsonMapper.shared().createObjectNode();
        ArrayNode files = content.putArray("files");
        for (String path : List.of(paths)) {
            files.addObject().put("path", path).put("content", "text");
        }
        return content;
    }
}
