package io.armature.blueprints;

import com.samskivert.mustache.Template;
import io.armature.blueprints.Yaml.Scalar;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the parts that every section is made of: schemas, templates and rules. A faulty part is told once and is empty;
 * what refers to it is not checked against it.
 *
 * @param faults where every fault is told
 * @param knownModel whether the catalogue names a model
 * @param checkedBefore the blueprint was found to be without fault before; its expressions are compiled when they are
 *     first used, which is most of the work of reading
 */
record Parts(Faults faults, Predicate<String> knownModel, boolean checkedBefore) {
    /** The schema of what may be anything. */
    static final JsonNode ANYTHING = JsonMapper.shared().createObjectNode();

    /** What is known of a value's form: nothing, where its schema is faulty or not there. */
    static JsonNode source(Optional<AnswerSchema> schema) {
        return schema.map(AnswerSchema::source).orElse(ANYTHING);
    }

    /** The schema in the file that a member names. */
    Optional<AnswerSchema> schema(Section section, String key) {
        return section.required(key)
                .flatMap(name -> faults.file(name, section.path(key))
                        .flatMap(text -> SchemaFile.read(faults, name.text(), text)));
    }

    /** The template in the file that a member names. */
    Optional<Template> template(Section section, String key, Map<String, JsonNode> variables) {
        return section.required(key)
                .flatMap(name -> faults.file(name, section.path(key))
                        .flatMap(text -> TemplateFile.read(faults, name.text(), text, variables)));
    }

    /** For expressions over variables of these schemas. */
    Expressions expressions(Map<String, JsonNode> variables) {
        return new Expressions(variables, checkedBefore);
    }

    /** The section's {@code rules}. */
    List<Rule> rules(Section owner, Map<String, JsonNode> variables) {
        Expressions expressions = expressions(variables);
        Set<String> ids = new HashSet<>();
        return owner.sections("rules").stream()
                .flatMap(section -> {
                    Optional<Rule> rule = new RuleReader(faults, section, expressions).read();
                    section.optional("id")
                            .map(Scalar::text)
                            .filter(id -> !ids.add(id))
                            .ifPresent(id -> section.fault(
                                    section.place("id"),
                                    "the rule '" + id + "' is there twice",
                                    "Give it an id of its own"));
                    return rule.stream();
                })
                .toList();
    }

    /** Of the section's {@code rules} those that these variables are enough for; the others are no fault. */
    List<Rule> applicableRules(Section owner, Map<String, JsonNode> variables) {
        Expressions expressions = expressions(variables);
        Faults untold = faults.apart();
        return owner.sections("rules").stream()
                .flatMap(section -> new RuleReader(untold, section, expressions).read().stream())
                .toList();
    }

    /** A name of a given form. */
    static Optional<String> name(Section section, String key, String form, String wanted) {
        return section.required(key)
                .flatMap(scalar -> scalar.text().matches(form)
                        ? Optional.of(scalar.text())
                        : section.fault(
                                scalar.place(),
                                "the " + key + " '" + Reasons.trimmed(scalar.text(), 80) + "' is not well formed",
                                "Use " + wanted));
    }
}
