package io.armature.blueprints;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import io.armature.blueprints.Yaml.Place;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** A prompt template's file: every name in it that its data's schemas do not have, with the line. */
final class TemplateFile {
    private static final Set<String> ANYWHERE = Set.of(".", "this", "-first", "-last", "-index");

    private static final Pattern LINE = Pattern.compile("@ line (\\d{1,6})");

    private final Faults faults;
    private final String file;
    private final String text;
    private final Map<String, JsonNode> schemas;
    private final Set<String> told = new HashSet<>();
    private boolean faulty;

    private TemplateFile(Faults faults, String file, String text, Map<String, JsonNode> schemas) {
        this.faults = faults;
        this.file = file;
        this.text = text;
        this.schemas = schemas;
    }

    /**
     * The compiled template, or empty with its faults told.
     *
     * @param schemas of the variables that exist; empty for a variable whose schema is faulty itself
     */
    static Optional<Template> read(Faults faults, String file, String text, Map<String, JsonNode> schemas) {
        return new TemplateFile(faults, file, text, schemas).read();
    }

    private Optional<Template> read() {
        Template template;
        try {
            template = Templates.compile(text);
        } catch (MustacheException e) {
            String said = Reasons.oneLine(String.valueOf(e.getMessage()));
            Matcher line = LINE.matcher(said);
            faults.add(
                    file,
                    new Place(line.find() ? Integer.parseInt(line.group(1)) : 0, 0),
                    "this is no template: " + Reasons.trimmed(said, 200),
                    "Close every {{#section}} with {{/section}} and every {{ with }}");
            return Optional.empty();
        }
        template.visit(new Names());
        return faulty ? Optional.empty() : Optional.of(template);
    }

    private final class Names implements Mustache.Visitor {
        private int sections;

        @Override
        public void visitText(String words) {
            int open = words.indexOf("{{");
            if (open >= 0) {
                String from = words.substring(open).lines().findFirst().orElse("");
                fault(Reasons.trimmed(from, 60), "a {{ is not closed", "Close it with }}");
            }
        }

        @Override
        public void visitVariable(String name) {
            check(name, true);
        }

        @Override
        public boolean visitInclude(String name) {
            fault(name, "it includes {{>" + name + "}}", "Write the text here; one template is one file");
            return false;
        }

        @Override
        public boolean visitSection(String name) {
            check(name, false);
            sections++;
            return true;
        }

        @Override
        public boolean visitInvertedSection(String name) {
            check(name, false);
            return true;
        }

        private void check(String name, boolean needed) {
            String[] path = name.split("\\.");
            if (ANYWHERE.contains(name) || path.length == 0) {
                return;
            }
            JsonNode schema = schemas.get(path[0]);
            if (schema == null) {
                // Within a section names are looked for in its value first; there they are told when they are missing.
                if (sections == 0) {
                    fault(name, "there is no variable {{" + name + "}}", "There are " + schemas.keySet());
                }
                return;
            }
            SchemaPlace place = SchemaPlace.at(schema, schema);
            for (int i = 1; i < path.length; i++) {
                if (place.isScalar()
                        || place.onlyType().equals("object")
                                && !place.isOpen()
                                && place.member(path[i]).isEmpty()) {
                    fault(
                            name,
                            "{{" + name + "}} does not exist: the schema has no '" + path[i] + "' there",
                            place.isScalar() ? "Name the value itself" : "There are " + place.members());
                    return;
                }
                if (needed && sections == 0 && !place.isOpen() && !place.requires(path[i])) {
                    fault(
                            name,
                            "{{" + name + "}} may be missing: the schema does not require '" + path[i] + "'",
                            "Require it, or write it within {{#" + name + "}}…{{/" + name + "}}");
                    return;
                }
                Optional<SchemaPlace> below = place.below(path[i]);
                if (below.isEmpty()) {
                    return;
                }
                place = below.get();
            }
        }

        private void fault(String name, String what, String mend) {
            faulty = true;
            if (told.add(name)) {
                faults.add(file, new Place(lineOf(name), 0), what, mend);
            }
        }
    }

    private int lineOf(String name) {
        int at = text.indexOf(name, Math.max(0, text.indexOf("{{")));
        return at < 0
                ? 0
                : 1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
    }
}
