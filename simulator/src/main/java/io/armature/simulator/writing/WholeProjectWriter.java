package io.armature.simulator.writing;

import io.armature.simulator.writing.StepWriter.Project;
import java.util.List;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A whole {@code code-project} in one answer: the architecture, and the files of every step. */
final class WholeProjectWriter implements Writer {
    private static final List<String> STEPS = List.of(
            "database",
            "backend-core",
            "backend-models",
            "backend-routes",
            "backend-middleware",
            "frontend-setup",
            "frontend-core",
            "frontend-pages",
            "frontend-components",
            "configuration");

    private final ArchitectureWriter architectures = new ArchitectureWriter();
    private final StepWriter steps = new StepWriter();

    @Override
    public ObjectNode write(Ask ask, RandomGenerator random) {
        ObjectNode whole = architectures.write(ask, random);
        Project project = new Project(ask.input(), whole.deepCopy(), random);
        ArrayNode written = whole.putArray("steps");
        STEPS.forEach(step -> written.add(StepWriter.step(step, project)));
        return whole;
    }

    @Override
    public List<String> items(JsonNode content) {
        return STEPS;
    }

    /** In one of its steps. */
    @Override
    public JsonNode breakRule(JsonNode content, RandomGenerator random) {
        JsonNode wrong = content.deepCopy();
        ArrayNode written = (ArrayNode) wrong.path("steps");
        int at = random.nextInt(written.size());
        written.set(at, steps.breakRule(written.get(at), random));
        return wrong;
    }
}
