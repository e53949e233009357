package io.armature.blueprints;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The built-in blueprints, and good content of meal-day: a day, and one meal of that day. */
final class BuiltIn {
    static final Blueprint MEAL_DAY = of("meal-day");

    private BuiltIn() {}

    static Blueprint of(String id) {
        return Blueprints.builtIn().stream()
                .filter(blueprint -> blueprint.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    static ObjectNode input() {
        return tree("good/input.json");
    }

    static ObjectNode day() {
        return tree("good/day.json");
    }

    static ObjectNode lunch() {
        return tree("good/lunch.json");
    }

    static ObjectNode tree(String resource) {
        return (ObjectNode) JsonMapper.shared().readTree(text(resource));
    }

    static String text(String resource) {
        try (InputStream in = BuiltIn.class.getResourceAsStream("/" + resource)) {
            if (in == null) {
                throw new IllegalArgumentException("there is no test resource " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
