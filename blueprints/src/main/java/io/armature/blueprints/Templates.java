package io.armature.blueprints;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Prompt templates (Mustache). Data enters only as a block: {@code {{{input}}}}, {@code {{{header}}}} and
 * {@code {{{spec}}}} give the JSON between its own tags, escaped so that nothing in it can close the block. Single
 * values, {@code {{spec.name}}}, are escaped the same way. A missing variable is an error.
 */
final class Templates {
    private static final Mustache.Compiler COMPILER = Mustache.compiler()
            .strictSections(true)
            .withEscaper(Templates::escaped)
            .withLoader(name -> {
                throw new MustacheException("partials are not supported: {{>" + name + "}}");
            });

    private Templates() {}

    static Template compile(String text) {
        return COMPILER.compile(text);
    }

    static String render(Template template, Variables variables) {
        Map<String, Object> context = new HashMap<>();
        context.put("input", new Block("input", variables.input()));
        if (variables.header() != null) {
            context.put("header", new Block("header", variables.header()));
        }
        if (variables.spec() != null) {
            context.put("spec", new Block("spec", variables.spec()));
        }
        return template.execute(context);
    }

    /** JSON text in which no character can open or close a tag. */
    static String escaped(String text) {
        return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
    }

    /** A JSON value: as a whole it renders as a delimited block; its members can be named. */
    private static final class Block extends HashMap<String, Object> {
        private final String text;

        Block(String name, JsonNode value) {
            this.text = "<" + name + ">\n" + escaped(value.toString()) + "\n</" + name + ">";
            value.properties().forEach(p -> put(p.getKey(), plain(p.getValue())));
        }

        private static Object plain(JsonNode value) {
            if (value.isObject()) {
                Map<String, Object> members = new HashMap<>();
                value.properties().forEach(p -> members.put(p.getKey(), plain(p.getValue())));
                return members;
            }
            if (value.isArray()) {
                return value.valueStream().map(Block::plain).toList();
            }
            return value.asString();
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
