package io.armature.blueprints;

import com.samskivert.mustache.BasicCollector;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Prompt templates (Mustache). Data enters only so that it cannot be taken for the author's words: {@code {{{input}}}},
 * {@code {{{header}}}}, {@code {{{spec}}}}, {@code {{{results}}}}, {@code {{{candidates}}}}, {@code {{{specs}}}},
 * {@code {{{outline}}}} and {@code {{{half}}}} give the JSON between its own tags; single values,
 * {@code {{spec.name}}}, are JSON too, texts in their quotes on one line. No character of the data can open or close a
 * tag, however the author writes the braces. A missing value is an error; a section whose value is missing is left out.
 */
final class Templates {
    private static final Mustache.Compiler COMPILER = Mustache.compiler()
            .escapeHTML(false)
            .withCollector(new OnlyMembers())
            .withLoader(name -> {
                throw new MustacheException("partials are not supported: {{>" + name + "}}");
            });

    private Templates() {}

    static Template compile(String text) {
        return COMPILER.compile(text);
    }

    static String render(Template template, Variables variables, boolean fast) {
        return render(template, variables, fast, Map.of());
    }

    /** @param more what this template sees beside the variables, by name */
    static String render(Template template, Variables variables, boolean fast, Map<String, JsonNode> more) {
        Map<String, Object> context = new HashMap<>();
        context.put("fast", fast);
        context.put("input", new Block("input", variables.input()));
        if (variables.header() != null) {
            context.put("header", new Block("header", variables.header()));
        }
        if (variables.spec() != null) {
            context.put("spec", new Block("spec", variables.spec()));
        }
        if (variables.results() != null) {
            context.put("results", new Entries("results", variables.results()));
        }
        if (variables.candidates() != null) {
            context.put("candidates", new Entries("candidates", variables.candidates()));
        }
        more.forEach((name, value) ->
                context.put(name, value.isArray() ? new Entries(name, value) : new Block(name, value)));
        return template.execute(context);
    }

    /** Text in which no character can open or close a tag. */
    static String escaped(String text) {
        return text.replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029")
                .replace("\u0085", "\\u0085");
    }

    private static String delimited(String name, JsonNode value) {
        return "<" + name + ">\n" + escaped(value.toString()) + "\n</" + name + ">";
    }

    /** A JSON array: as a whole it renders as a delimited block; its entries can be gone through. */
    private static final class Entries extends ArrayList<Object> {
        private final String text;

        Entries(String name, JsonNode value) {
            this.text = delimited(name, value);
            value.forEach(entry -> add(plain(entry)));
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** A JSON value: as a whole it renders as a delimited block; its members can be named. */
    private static final class Block extends HashMap<String, Object> {
        private final String text;

        Block(String name, JsonNode value) {
            this.text = delimited(name, value);
            value.properties().forEach(p -> put(p.getKey(), plain(p.getValue())));
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** A member: an object that renders as JSON, a list, true or false, or the JSON of a text or number. */
    private static Object plain(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> new Member(value);
            case ARRAY -> value.valueStream().map(Templates::plain).toList();
            case BOOLEAN -> value.asBoolean();
            case NULL, MISSING, BINARY, POJO ->
                escaped(JsonNodeFactory.instance.nullNode().toString());
            case STRING, NUMBER -> escaped(value.toString());
        };
    }

    private static final class Member extends HashMap<String, Object> {
        private final String text;

        Member(JsonNode value) {
            this.text = escaped(value.toString());
            value.properties().forEach(p -> put(p.getKey(), plain(p.getValue())));
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** Names reach the members of the data, and nothing of Java. */
    private static final class OnlyMembers extends BasicCollector {
        @Override
        public Mustache.VariableFetcher createFetcher(Object context, String name) {
            return context instanceof Map<?, ?>
                    ? (map, key) -> {
                        Object value = ((Map<?, ?>) map).get(key);
                        return value == null ? com.samskivert.mustache.Template.NO_FETCHER_FOUND : value;
                    }
                    : (other, key) -> Template.NO_FETCHER_FOUND;
        }

        @Override
        public <K, V> Map<K, V> createFetcherCache() {
            return new ConcurrentHashMap<>();
        }
    }
}
