package io.armature.simulator.writing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes one step of {@code code-project}: the files that its place in the architecture asks for. */
final class StepWriter implements Writer {
    @Override
    public ObjectNode write(Ask ask, RandomGenerator random) {
        String step = ask.schemaName().substring(ask.schemaName().indexOf("--") + 2);
        return step(step, new Project(ask.input(), ask.block("header"), random));
    }

    static ObjectNode step(String step, Project project) {
        Map<String, String> files = new LinkedHashMap<>();
        switch (step) {
            case "database" -> files.putAll(DatabaseFiles.of(project));
            case "backend-core" -> files.putAll(BackendFiles.core(project));
            case "backend-models" -> files.putAll(TableFiles.models(project));
            case "backend-routes" -> files.putAll(TableFiles.routes(project));
            case "backend-middleware" -> files.putAll(BackendFiles.middleware(project));
            case "frontend-setup" -> files.putAll(FrontendFiles.setup(project));
            case "frontend-core" -> files.putAll(FrontendFiles.core(project));
            case "frontend-pages" -> files.putAll(FrontendFiles.pages(project));
            case "frontend-components" -> files.putAll(FrontendFiles.components(project));
            default -> files.putAll(ConfigurationFiles.of(project));
        }
        ObjectNode content = JsonMapper.shared().createObjectNode();
        content.put(
                "summary",
                "Invented by a simulator: " + files.size() + " files for the step " + step + " of " + project.name()
                        + ".");
        ArrayNode list = content.putArray("files");
        files.forEach((path, text) -> list.addObject().put("path", path).put("content", text));
        return content;
    }

    /**
     * What is to be built.
     *
     * @param plan its architecture
     */
    record Project(JsonNode input, JsonNode plan, RandomGenerator random) {
        String name() {
            return input.path("project").asString("project");
        }

        List<String> tables() {
            return names("tables");
        }

        List<String> names(String member) {
            return plan.path(member)
                    .valueStream()
                    .map(entry -> entry.path("name").asString(""))
                    .toList();
        }
    }

    @Override
    public JsonNode breakRule(JsonNode content, RandomGenerator random) {
        ObjectNode wrong = (ObjectNode) content.deepCopy();
        ArrayNode files = (ArrayNode) wrong.path("files");
        ObjectNode file = (ObjectNode) files.path(random.nextInt(files.size()));
        switch (random.nextInt(4)) {
            case 0 -> file.put("path", "../" + file.path("path").asString(""));
            case 1 -> file.put("path", "elsewhere/" + file.path("path").asString(""));
            case 2 -> file.put("content", "# the rest of the code stays as it is\n");
            default -> files.add(file.deepCopy());
        }
        return wrong;
    }
}
