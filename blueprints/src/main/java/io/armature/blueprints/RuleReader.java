package io.armature.blueprints;

import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import io.armature.blueprints.Yaml.Place;
import io.armature.blueprints.Yaml.Scalar;
import java.util.Optional;
import tools.jackson.core.JsonPointer;

/** Reads one rule of {@code blueprint.yaml}, and tells every fault of its expressions. */
final class RuleReader {
    private static final String ID = "[a-z][a-z0-9-]{0,62}";

    private final Faults faults;
    private final Section section;
    private final Expressions expressions;

    RuleReader(Faults faults, Section section, Expressions expressions) {
        this.faults = faults;
        this.section = section;
        this.expressions = expressions;
    }

    Optional<Rule> read() {
        Optional<Scalar> id = section.required("id").filter(this::isWellFormed);
        Optional<Scalar> check = section.required("check");
        Optional<Scalar> message = section.required("message");
        String pointer = section.optional("pointer")
                .filter(this::isPointer)
                .map(Scalar::text)
                .orElse("");
        section.refuseOthers();
        String name = id.map(Scalar::text).orElse("?");
        Optional<Expressions.Compiled> holds =
                check.flatMap(scalar -> attempt(name, scalar, 0, () -> expressions.check(scalar.text())));
        Optional<Message> said =
                message.flatMap(scalar -> attempt(name, scalar, 0, () -> Message.compile(expressions, scalar.text())));
        if (id.isEmpty() || holds.isEmpty() || said.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Rule(name, pointer, holds.get(), said.get()));
    }

    private interface Step<T> {
        T run() throws CelValidationException;
    }

    private <T> Optional<T> attempt(String id, Scalar scalar, int offset, Step<T> step) {
        try {
            return Optional.of(step.run());
        } catch (CelValidationException e) {
            e.getErrors().stream().limit(Reasons.MOST).forEach(issue -> told(id, scalar, issue));
        } catch (IllegalArgumentException e) {
            told(id, scalar.place(), String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }

    private void told(String id, Scalar scalar, CelIssue issue) {
        Place place = scalar.place();
        // A text without quotes on one line stands in the file as it is; of others only the begin is known.
        boolean asItStands = scalar.plain() && !scalar.text().startsWith("$");
        told(
                id,
                asItStands
                        ? new Place(
                                place.line(),
                                place.column()
                                        + Math.max(0, issue.getSourceLocation().getColumn()))
                        : place,
                issue.getMessage());
    }

    private void told(String id, Place place, String message) {
        String said = Reasons.oneLine(message).replaceFirst(" \\(candidates: .*$", "");
        faults.add(
                Faults.YAML,
                place,
                "rule '" + id + "': " + Reasons.trimmed(said, 300),
                "An expression sees the variables of its place and what their schemas name; see docs/blueprints.md");
    }

    private boolean isWellFormed(Scalar id) {
        if (id.text().matches(ID)) {
            return true;
        }
        faults.add(
                Faults.YAML,
                id.place(),
                "the rule's id '" + Reasons.trimmed(Reasons.oneLine(id.text()), 60) + "' is not well formed",
                "Use a lower-case letter, then letters, digits and hyphens");
        return false;
    }

    private boolean isPointer(Scalar pointer) {
        try {
            JsonPointer.compile(pointer.text());
            return true;
        } catch (IllegalArgumentException e) {
            faults.add(
                    Faults.YAML,
                    pointer.place(),
                    "'" + Reasons.trimmed(pointer.text(), 60) + "' is no JSON Pointer",
                    "Begin it with '/', or leave it out for the whole");
            return false;
        }
    }
}
