package io.armature.simulator.writing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The skeleton of {@code language-lesson}: the lesson in plain words. */
final class LessonWriter implements Writer {
    private static final List<String> TYPES = List.of("reading", "dialogue", "grammar");
    private static final List<String> SPEAKERS = List.of("A", "B");

    @Override
    public ObjectNode write(Ask ask, RandomGenerator random) {
        JsonNode input = ask.input();
        String topic = input.path("topic").asString("life");
        ObjectNode lesson = JsonMapper.shared().createObjectNode();
        lesson.put("title", "Japanese: " + topic)
                .put("level", input.path("level").asString("A1"))
                .put("goal", input.path("can_do").asString("Can say simple things about " + topic + "."));
        lesson.putArray("lesson_plan")
                .add("Read and listen")
                .add("Speak in pairs")
                .add("Practise and repeat");
        lesson.putArray("practice")
                .add("Read every line aloud twice.")
                .add("Write three sentences of your own about " + topic + ".");
        lesson.put(
                "culture", "Polite forms are the safe choice with people one does not know. A simulator wrote this.");
        ArrayNode sections = lesson.putArray("sections");
        int written = 0;
        for (String type : TYPES) {
            for (int i = 1; i <= input.path("sections").path(type).asInt(0); i++) {
                sections.addObject()
                        .put("section_id", type + "-" + i)
                        .put("type", type)
                        .put("title", type.substring(0, 1).toUpperCase(Locale.ROOT) + type.substring(1) + " " + i)
                        .put("content", content(type, topic, length(input), written++, random));
            }
        }
        return lesson;
    }

    private static int length(JsonNode input) {
        return switch (input.path("level").asString("A1")) {
            case "A1" -> 4;
            case "A2" -> 5;
            default -> 6;
        };
    }

    private static String content(String type, String topic, int length, int number, RandomGenerator random) {
        return switch (type) {
            case "reading" ->
                some(LessonLine.of("reading", topic.toLowerCase(Locale.ROOT)), length, random).stream()
                        .map(LessonLine::kanji)
                        .collect(Collectors.joining());
            case "dialogue" -> {
                List<LessonLine> turns = LessonLine.of("dialogue", topic.toLowerCase(Locale.ROOT));
                List<String> lines = new ArrayList<>();
                for (int i = 0; i < Math.min(length, turns.size()); i++) {
                    lines.add(SPEAKERS.get(i % 2) + "：" + turns.get(i).kanji());
                }
                yield String.join("\n", lines);
            }
            default -> {
                int pattern = number % LessonLine.patterns().size();
                LessonLine of = LessonLine.patterns().get(pattern);
                yield of.kanji() + "\n" + of.of() + "\n"
                        + LessonLine.examples(pattern).stream()
                                .map(LessonLine::kanji)
                                .collect(Collectors.joining("\n"));
            }
        };
    }

    /** So many of them, in their order, beginning anywhere. */
    private static List<LessonLine> some(List<LessonLine> lines, int count, RandomGenerator random) {
        int left = Math.min(count, lines.size());
        int from = random.nextInt(lines.size() - left + 1);
        return lines.subList(from, from + left);
    }

    /** Of a type that the input does not ask for so often. */
    @Override
    public JsonNode breakRule(JsonNode content, RandomGenerator random) {
        ObjectNode wrong = (ObjectNode) content.deepCopy();
        if (random.nextBoolean()) {
            String level = wrong.path("level").asString("");
            wrong.put("level", level.equals("A1") ? "B1" : "A1");
        } else {
            ArrayNode sections = (ArrayNode) wrong.path("sections");
            ObjectNode more =
                    (ObjectNode) sections.path(random.nextInt(sections.size())).deepCopy();
            sections.add(more.put("section_id", "another-" + random.nextInt(100)));
        }
        return wrong;
    }
}
