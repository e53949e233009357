package io.armature.blueprints;

import dev.cel.runtime.CelEvaluationException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.StringNode;

/**
 * What an item of one kind sees of those that it depends on.
 *
 * @param shown by kind of the dependency, what is shown of it; the whole content of kinds that are not there
 * @param maxTokens most that is shown of all together, in tokens of {@value #CHARACTERS_PER_TOKEN} characters
 */
record Needs(Map<String, Expressions.Compiled> shown, int maxTokens) {
    /** As tokens are estimated everywhere before a provider counts them. */
    static final int CHARACTERS_PER_TOKEN = 4;

    /** Where the blueprint says nothing. */
    static final Needs EVERYTHING = new Needs(Map.of(), 20_000);

    Needs {
        shown = Map.copyOf(shown);
    }

    /** An array of objects with {@code itemId}, {@code kind}, {@code title} and {@code content}, in the given order. */
    JsonNode of(List<ItemResult> results) {
        List<JsonNode> contents = cut(results.stream().map(this::seen).toList());
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < results.size(); i++) {
            ItemResult result = results.get(i);
            all.addObject()
                    .put("itemId", result.itemId())
                    .put("kind", result.kind())
                    .put("title", result.title())
                    .set("content", contents.get(i));
        }
        return all;
    }

    private JsonNode seen(ItemResult result) {
        Expressions.Compiled expression = shown.get(result.kind());
        if (expression == null) {
            return result.content();
        }
        try {
            return JsonMapper.shared()
                    .valueToTree(Expressions.plain(expression.on(Map.of(
                            "content",
                            Expressions.value(result.content()),
                            "spec",
                            Expressions.value(result.spec())))));
        } catch (CelEvaluationException | Inapplicable e) {
            // An optional member that is not there: what is there helps more than nothing.
            return result.content();
        }
    }

    /**
     * Each as it is where all fit; else the small ones whole and the large ones cut to the same length, so that none is
     * lost for another's size.
     */
    private List<JsonNode> cut(List<JsonNode> contents) {
        List<String> texts = contents.stream().map(JsonNode::toString).toList();
        List<Integer> smallestFirst = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            smallestFirst.add(i);
        }
        smallestFirst.sort(Comparator.comparingInt(i -> texts.get(i).length()));
        long left = (long) maxTokens * CHARACTERS_PER_TOKEN;
        List<JsonNode> all = new ArrayList<>(contents);
        for (int k = 0; k < smallestFirst.size(); k++) {
            int i = smallestFirst.get(k);
            int share = (int) Math.min(left / (smallestFirst.size() - k), Integer.MAX_VALUE);
            if (texts.get(i).length() > share) {
                all.set(i, cut(texts.get(i), share));
            }
            left -= Math.min(share, texts.get(i).length());
        }
        return all;
    }

    /** The beginning, as text, with what is missing said at its end. */
    private static StringNode cut(String text, int length) {
        String note = "… (cut: the first %d of %d characters of its JSON)";
        int most = Math.max(0, length - note.length() - 2);
        int end = most > 0 && Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return StringNode.valueOf(text.substring(0, end) + note.formatted(end, text.length()));
    }
}
