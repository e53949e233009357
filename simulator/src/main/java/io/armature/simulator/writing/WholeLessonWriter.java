package io.armature.simulator.writing;

import java.util.List;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A whole {@code language-lesson} in one answer: every section in plain words and in its structure. */
final class WholeLessonWriter implements Writer {
    private final LessonWriter lessons = new LessonWriter();
    private final SectionWriter sections = new SectionWriter();

    @Override
    public ObjectNode write(Ask ask, RandomGenerator random) {
        ObjectNode lesson = lessons.write(ask, random);
        lesson.path("sections")
                .forEach(section ->
                        ((ObjectNode) section).setAll(sections.write(ask.about(section.deepCopy()), random)));
        return lesson;
    }

    @Override
    public List<String> items(JsonNode content) {
        return content.path("sections")
                .valueStream()
                .map(entry -> entry.path("section_id").asString(""))
                .toList();
    }

    @Override
    public JsonNode breakRule(JsonNode content, RandomGenerator random) {
        JsonNode wrong = content.deepCopy();
        JsonNode written = wrong.path("sections");
        SectionWriter.changeWords((ObjectNode) written.path(random.nextInt(written.size())));
        return wrong;
    }
}
