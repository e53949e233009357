package io.armature.blueprints;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The public JSON parsing test suite, each of its 318 texts as the member of an answer's object. */
class JsonSuiteTest {
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** Sound JSON that is refused on purpose: a name given twice is a model's error. */
    private static final Set<String> REFUSED =
            Set.of("y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json");

    /** Unsound JSON that is read on purpose, since models write it. */
    private static final Set<String> TOLERATED = Set.of(
            "n_array_comma_after_close.json",
            "n_array_extra_comma.json",
            "n_array_number_and_comma.json",
            "n_object_key_with_single_quotes.json",
            "n_object_lone_continuation_byte_in_key_and_trailing_comma.json",
            "n_object_non_string_key.json",
            "n_object_non_string_key_but_huge_number_instead.json",
            "n_object_single_quote.json",
            "n_object_trailing_comma.json",
            "n_object_trailing_comment.json",
            "n_object_trailing_comment_slash_open.json",
            "n_object_unquoted_key.json",
            "n_string_single_quote.json",
            "n_string_unescaped_ctrl_char.json",
            "n_string_unescaped_newline.json",
            "n_string_unescaped_tab.json",
            "n_structure_object_followed_by_closing_object.json",
            "n_structure_object_with_comment.json");

    /** What the JSON specification leaves to a reader, and is read here; all else of it is refused. */
    private static final Set<String> READ = Set.of(
            "i_number_too_big_neg_int.json",
            "i_number_too_big_pos_int.json",
            "i_number_very_big_negative_int.json",
            "i_string_UTF-8_invalid_sequence.json",
            "i_string_UTF8_surrogate_U+D800.json",
            "i_string_invalid_utf-8.json",
            "i_string_iso_latin_1.json",
            "i_string_lone_utf8_continuation_byte.json",
            "i_string_not_in_unicode_range.json",
            "i_string_overlong_sequence_2_bytes.json",
            "i_string_overlong_sequence_6_bytes.json",
            "i_string_overlong_sequence_6_bytes_null.json",
            "i_string_truncated-utf-8.json");

    @Test
    void soundJsonIsReadAsAnyReaderDoes() throws IOException {
        Map<String, String> refused = new TreeMap<>();
        cases("y_").forEach((name, text) -> {
            if (!(Answer.in(answer(text)) instanceof Answer.Found(var objects))) {
                refused.put(name, text);
            } else {
                assertThat(objects).as(name).hasSize(1);
                assertThat(objects.getFirst().path("a")).as(name).isEqualTo(STRICT.readTree(text));
            }
        });
        assertThat(refused.keySet()).as("%s", refused).isEqualTo(new TreeSet<>(REFUSED));
    }

    @Test
    void unsoundJsonIsRefusedButForTheToleratedFaultsOfModels() throws IOException {
        assertThat(found(cases("n_"))).isEqualTo(new TreeSet<>(TOLERATED));
    }

    @Test
    void whatIsLeftToAReaderIsAsStated() throws IOException {
        assertThat(found(cases("i_"))).isEqualTo(new TreeSet<>(READ));
    }

    @Test
    void theSuiteIsWhole() throws IOException {
        assertThat(cases("")).hasSize(318);
    }

    private static Set<String> found(Map<String, String> cases) {
        Set<String> found = new TreeSet<>();
        cases.forEach((name, text) -> {
            if (Answer.in(answer(text)) instanceof Answer.Found) {
                found.add(name);
            }
        });
        return found;
    }

    /** An answer is an object, so a text is its member; the line end lets a comment end. */
    private static String answer(String text) {
        return "{\"a\":" + text + "\n}";
    }

    private static Map<String, String> cases(String prefix) throws IOException {
        String module = Files.readString(FetchedSuite.ofJson());
        Map<String, String> cases = new TreeMap<>();
        JsonMapper.shared()
                .readTree(module.substring(module.indexOf('[')))
                .forEach(c ->
                        cases.put(c.path("name").asString(), c.path("input").asString()));
        cases.keySet().removeIf(name -> !name.startsWith(prefix));
        return cases;
    }
}
