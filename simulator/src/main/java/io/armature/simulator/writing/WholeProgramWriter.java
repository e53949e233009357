package io.armature.simulator.writing;

import java.util.List;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A whole {@code training-program} in one answer: the layout, and every week written to it. */
final class WholeProgramWriter implements Writer {
    private final ProgramWriter programs = new ProgramWriter();
    private final WeekWriter weeks = new WeekWriter();

    @Override
    public ObjectNode write(Ask ask, RandomGenerator random) {
        ObjectNode program = programs.write(ask, random);
        JsonNode planned = program.path("weeks");
        ArrayNode written = program.putArray("weeks");
        planned.forEach(week -> written.add(weeks.write(ask.about(week), random)));
        return program;
    }

    @Override
    public List<String> items(JsonNode content) {
        return content.path("weeks")
                .valueStream()
                .map(entry -> entry.path("week_id").asString(""))
                .toList();
    }

    /** In one of its weeks. */
    @Override
    public JsonNode breakRule(JsonNode content, RandomGenerator random) {
        JsonNode wrong = content.deepCopy();
        ArrayNode written = (ArrayNode) wrong.path("weeks");
        int at = random.nextInt(written.size());
        written.set(at, weeks.breakRule(written.get(at), random));
        return wrong;
    }
}
