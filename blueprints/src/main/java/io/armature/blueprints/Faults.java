package io.armature.blueprints;

import dev.cel.common.CelValidationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Collects everything that is wrong with the files of a blueprint. */
final class Faults {
    static final String YAML = "blueprint.yaml";

    private final BlueprintFiles files;
    private final List<Fault> found = new ArrayList<>();

    Faults(BlueprintFiles files) {
        this.files = files;
    }

    void add(String file, int line, String what, String mend) {
        found.add(new Fault(file, line, what, mend));
    }

    /** A fault of blueprint.yaml, at the first line that holds a word. */
    void inYaml(String word, String what, String mend) {
        add(YAML, lineOf(YAML, word), what, mend);
    }

    /** A value that must be there. */
    <T> Optional<T> required(@Nullable T value, String path) {
        if (value == null || (value instanceof String text && text.isBlank())) {
            inYaml(path.substring(path.lastIndexOf('.') + 1), "'" + path + "' is missing", "Add it");
            return Optional.empty();
        }
        return Optional.of(value);
    }

    /** The text of a file that blueprint.yaml names. */
    Optional<String> file(@Nullable String name, String path) {
        return required(name, path).flatMap(n -> {
            String text = files.byName().get(n);
            if (text == null) {
                inYaml(
                        n,
                        "'" + path + "' names the file " + n + ", which is not there",
                        "Add the file, or name one of " + files.byName().keySet());
            }
            return Optional.ofNullable(text);
        });
    }

    /** What a step gives, or empty with its fault kept. */
    <T> Optional<T> attempt(String file, int line, Supplier<T> step) {
        try {
            return Optional.of(step.get());
        } catch (RuntimeException e) {
            String message = e.getMessage() == null ? e.toString() : e.getMessage();
            add(file, line, message.lines().findFirst().orElse("it cannot be read"), "Mend it and check again");
            return Optional.empty();
        }
    }

    void expression(String ruleId, CelValidationException e) {
        inYaml(
                ruleId,
                "rule '" + ruleId + "': " + String.valueOf(e.getMessage()).replaceAll("\\s+", " "),
                "Expressions see input, header, spec and content where these exist; numbers are doubles");
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new FaultyBlueprintException(found);
        }
    }

    int lineOf(String file, String word) {
        List<String> lines = files.byName().getOrDefault(file, "").lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(word)) {
                return i + 1;
            }
        }
        return 0;
    }
}
