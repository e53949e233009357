package io.armature.simulator;

import io.armature.simulator.writing.Ask;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Spoils good answers. */
final class Spoiler {
    private static final Pattern COLON_OR_COMMA = Pattern.compile("(?<=\"):|,(?=\")");

    private Spoiler() {}

    /** A colon or a comma is missing: no reader can tell what was meant. */
    static String malformed(String good, RandomGenerator random) {
        List<MatchResult> signs = COLON_OR_COMMA.matcher(good).results().toList();
        if (signs.isEmpty()) {
            return "{,}";
        }
        int at = signs.get(random.nextInt(signs.size())).start();
        return good.substring(0, at) + " " + good.substring(at + 1);
    }

    /** Words around it, as chatty models do; braces in the words included. */
    static String prose(String good, RandomGenerator random) {
        return switch (random.nextInt(3)) {
            case 0 -> "Here is what you asked for:\n\n```json\n" + good + "\n```\n\nTell me if {this} fits.";
            case 1 -> "```\n" + good + "\n```";
            default -> "Of course! " + good + "\n\nI hope that helps.";
        };
    }

    /** A required member is missing or of another type. */
    static JsonNode schema(Ask ask, JsonNode content, RandomGenerator random) {
        if (!(content instanceof ObjectNode object) || object.isEmpty()) {
            return JsonMapper.shared().createArrayNode();
        }
        ObjectNode wrong = object.deepCopy();
        List<String> members = new ArrayList<>(wrong.propertyNames());
        List<String> required = ask.schema()
                .path("required")
                .valueStream()
                .map(name -> name.asString(""))
                .filter(members::contains)
                .toList();
        List<String> choice = required.isEmpty() ? members : required;
        String member = choice.get(random.nextInt(choice.size()));
        if (random.nextBoolean()) {
            wrong.remove(member);
        } else if (wrong.path(member).isString()) {
            wrong.put(member, 5);
        } else {
            wrong.put(member, "wrong");
        }
        return wrong;
    }

    /** Its beginning, a third to nine tenths of it. */
    static String truncated(String good, RandomGenerator random) {
        return good.substring(0, (int) (good.length() * (0.33 + 0.57 * random.nextDouble())));
    }
}
