package io.armature.simulator.writing;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A line of Japanese with its reading and translation (see {@code lesson-lines.csv}).
 *
 * @param use {@code reading}, {@code dialogue}, {@code grammar} (a pattern) or {@code example}
 * @param of the topic of a reading or dialogue, the explanation of a pattern, the number of an example's pattern
 */
record LessonLine(String use, String of, String kanji, String furigana, String romaji, String translation) {
    private static final List<LessonLine> ALL = Foods.lines("lesson-lines.csv")
            .map(line -> line.split("\\|", -1))
            .map(f -> new LessonLine(f[0], f[1], f[2], f[3], f[4], f[5]))
            .toList();
    private static final Map<String, LessonLine> BY_KANJI =
            ALL.stream().collect(Collectors.toMap(LessonLine::kanji, Function.identity(), (first, again) -> first));

    /** Those of this use and topic; those of daily life for a topic that the table does not know. */
    static List<LessonLine> of(String use, String topic) {
        List<LessonLine> known = ALL.stream()
                .filter(line -> line.use().equals(use) && line.of().equals(topic))
                .toList();
        return known.isEmpty() && !topic.equals("life") ? of(use, "life") : known;
    }

    static List<LessonLine> patterns() {
        return ALL.stream().filter(line -> line.use().equals("grammar")).toList();
    }

    static List<LessonLine> examples(int pattern) {
        return ALL.stream()
                .filter(line -> line.use().equals("example") && line.of().equals(Integer.toString(pattern)))
                .toList();
    }

    /** The line as the table has it; one that says so where it does not. */
    static LessonLine named(String kanji) {
        LessonLine known = BY_KANJI.get(kanji);
        return known == null
                ? new LessonLine("", "", kanji, "よみ", "(not known)", "(a sentence the simulator does not know)")
                : known;
    }

    ObjectNode json() {
        return JsonMapper.shared()
                .createObjectNode()
                .put("kanji", kanji)
                .put("furigana", furigana)
                .put("romaji", romaji)
                .put("translation", translation);
    }
}
