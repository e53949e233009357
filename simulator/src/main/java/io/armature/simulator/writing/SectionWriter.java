package io.armature.simulator.writing;

import java.util.List;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One section of {@code language-lesson} in its structure, from its plain content. */
final class SectionWriter implements Writer {
    @Override
    public ObjectNode write(Ask ask, RandomGenerator random) {
        JsonNode spec = ask.spec();
        String content = spec.path("content").asString("");
        ObjectNode section = JsonMapper.shared().createObjectNode();
        section.put("section_id", spec.path("section_id").asString(""));
        switch (spec.path("type").asString("")) {
            case "reading" -> {
                ArrayNode sentences = section.putArray("sentences");
                for (String sentence : content.split("(?<=。)")) {
                    sentences.add(LessonLine.named(sentence).json());
                }
            }
            case "dialogue" -> {
                ArrayNode turns = section.putArray("turns");
                content.lines().forEach(line -> {
                    int colon = line.indexOf('：');
                    ObjectNode turn =
                            LessonLine.named(line.substring(colon + 1)).json();
                    turns.add(turn.put("speaker", colon < 1 ? "A" : line.substring(0, colon)));
                });
            }
            default -> grammar(section, content.lines().toList());
        }
        return section;
    }

    private static void grammar(ObjectNode section, List<String> lines) {
        section.set("pattern", LessonLine.named(lines.getFirst()).json());
        section.put("explanation", lines.size() > 1 ? lines.get(1) : "It is said like this.");
        ArrayNode examples = section.putArray("examples");
        lines.stream()
                .skip(2)
                .forEach(line -> examples.add(LessonLine.named(line).json()));
    }

    /** The id of no section, or words that the content does not have. */
    @Override
    public JsonNode breakRule(JsonNode content, RandomGenerator random) {
        ObjectNode wrong = (ObjectNode) content.deepCopy();
        if (random.nextBoolean()) {
            return wrong.put("section_id", "no-such-section");
        }
        changeWords(wrong);
        return wrong;
    }

    /** Other words than the plain content has. */
    static void changeWords(ObjectNode section) {
        for (String list : List.of("sentences", "turns", "examples")) {
            if (section.path(list).path(0) instanceof ObjectNode first) {
                first.put("kanji", "別の文です。");
            }
        }
    }
}
