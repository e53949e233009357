package io.armature.blueprints;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What is found in a model's answer: the JSON object in it, whatever stands around it. */
sealed interface Answer {
    /**
     * Whole JSON objects, one after another, none within another.
     *
     * @param objects at least one, in the order of the answer; an example may stand before the one that was asked for
     */
    record Found(List<JsonNode> objects) implements Answer {
        public Found {
            objects = List.copyOf(objects);
        }
    }

    /** An object or array begins and never ends. It is never completed by guess, nor is a part of it taken for it. */
    record CutOff() implements Answer {}

    /** No object in it can be read. */
    record Unreadable(Reason reason) implements Answer {}

    /** Longest answer that is read, in characters. */
    int MOST_CHARACTERS = 1_000_000;

    /** Most brackets that are tried as the begin of a JSON value; prose has few. */
    int MOST_BEGINS = 100;

    /**
     * Finds the JSON objects of an answer: bare, in a code fence, or with prose around them. The time is linear in the
     * length of the text.
     */
    static Answer in(String text) {
        if (text.length() > MOST_CHARACTERS) {
            return unreadable("the answer has " + text.length() + " characters; at most " + MOST_CHARACTERS
                    + " are read, so answer in fewer");
        }
        List<JsonNode> objects = new ArrayList<>();
        Optional<String> firstFault = Optional.empty();
        int begins = 0;
        int at = begin(text, 0);
        while (at >= 0 && begins++ < MOST_BEGINS) {
            int next;
            switch (JsonValue.at(text, at)) {
                case JsonValue.Whole(JsonNode value, int end) -> {
                    if (value.isObject()) {
                        objects.add(value);
                    } else if (firstFault.isEmpty() && value.isArray() && holdsObject(value)) {
                        firstFault = Optional.of("the answer is a JSON array; answer with one JSON object");
                    }
                    next = end;
                }
                case JsonValue.Open() -> {
                    return new CutOff();
                }
                case JsonValue.Malformed(String fault) -> {
                    boolean meant = JsonValue.looksMeant(text, at);
                    if (meant && firstFault.isEmpty()) {
                        firstFault = Optional.of("the JSON cannot be read: " + fault);
                    }
                    int end = JsonValue.balancedEnd(text, at);
                    if (meant && end < 0) {
                        // What follows may lie inside of it, so none of it is the answer.
                        return unreadable(firstFault.orElseThrow());
                    }
                    next = end < 0 ? at + 1 : end;
                }
            }
            at = begin(text, next);
        }
        if (!objects.isEmpty()) {
            return new Found(objects);
        }
        return unreadable(firstFault.orElse(
                "there is no JSON object in the answer; answer with one JSON object and nothing else"));
    }

    private static boolean holdsObject(JsonNode array) {
        return array.valueStream().anyMatch(JsonNode::isObject);
    }

    private static int begin(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) == '{' || text.charAt(i) == '[') {
                return i;
            }
        }
        return -1;
    }

    private static Unreadable unreadable(String message) {
        return new Unreadable(new Reason("json", "", message));
    }
}
