package io.armature.blueprints;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The built-in blueprint, and good content of it: a day, and one meal of that day. */
final class BuiltIn {
    static final Blueprint MEAL_DAY = Blueprints.builtIn().stream()
            .filter(b -> b.id().equals("meal-day"))
            .findFirst()
            .orElseThrow();

    private BuiltIn() {}

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
