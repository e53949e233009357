package io.armature.blueprints;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The words at some places of a JSON value. A place is a path of members; lists on the way are gone through. */
final class Words {
    private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

    private Words() {}

    /** All texts and numbers there, in their order. */
    static String at(JsonNode value, List<String> paths) {
        List<String> words = new ArrayList<>();
        paths.forEach(path -> collect(value, List.of(path.split("\\.")), words));
        return String.join(", ", words);
    }

    private static void collect(JsonNode value, List<String> path, List<String> words) {
        if (value.isArray()) {
            value.forEach(entry -> collect(entry, path, words));
        } else if (!path.isEmpty()) {
            collect(value.path(path.getFirst()), path.subList(1, path.size()), words);
        } else if (value.isObject()) {
            value.forEach(member -> collect(member, path, words));
        } else if (value.isString() || value.isNumber()) {
            words.add(value.asString().strip());
        }
    }

    /** A name by its words alone: no case, accents or signs, so that who writes it otherwise gives no other name. */
    static String normalised(String name) {
        String plain =
                ACCENTS.matcher(Normalizer.normalize(name, Normalizer.Form.NFD)).replaceAll("");
        return NO_WORD.matcher(plain.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
    }
}
