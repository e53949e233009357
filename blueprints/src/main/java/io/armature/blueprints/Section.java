package io.armature.blueprints;

import io.armature.blueprints.Yaml.Mapping;
import io.armature.blueprints.Yaml.Node;
import io.armature.blueprints.Yaml.Place;
import io.armature.blueprints.Yaml.Scalar;
import io.armature.blueprints.Yaml.Sequence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A section of {@code blueprint.yaml}: its members by key, each told as a fault when it is missing or wrong. */
final class Section {
    private final Faults faults;
    private final String path;
    private final Mapping mapping;
    private final Set<String> known = new TreeSet<>();

    private Section(Faults faults, String path, Mapping mapping) {
        this.faults = faults;
        this.path = path;
        this.mapping = mapping;
    }

    /** The whole file. */
    static Optional<Section> whole(Faults faults, Node node) {
        return of(faults, "", node);
    }

    private static Optional<Section> of(Faults faults, String path, Node node) {
        if (node instanceof Mapping mapping) {
            return Optional.of(new Section(faults, path, mapping));
        }
        faults.add(
                Faults.YAML,
                node.place(),
                (path.isEmpty() ? "the file" : "'" + path + "'") + " must have members",
                "Write 'key: value' pairs, one a line and indented alike");
        return Optional.empty();
    }

    /** Tells the keys that nobody asked for; to be called when all known ones were. */
    void refuseOthers() {
        mapping.keys().forEach((key, place) -> {
            if (!known.contains(key)) {
                faults.add(
                        Faults.YAML,
                        place,
                        "'" + path(Reasons.trimmed(key, 60)) + "' is not known",
                        "Known here are " + String.join(", ", known));
            }
        });
    }

    Place place() {
        return mapping.place();
    }

    /** Where a member stands, or the section when there is none. */
    Place place(String key) {
        Node node = mapping.members().get(key);
        return node == null ? mapping.place() : node.place();
    }

    /** The keys as written, in their order. */
    Set<String> keys() {
        return mapping.members().keySet();
    }

    String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    Optional<Scalar> optional(String key) {
        known.add(key);
        Node node = mapping.members().get(key);
        if (node == null || node instanceof Scalar scalar && scalar.plain() && isNothing(scalar.text())) {
            return Optional.empty();
        }
        if (node instanceof Scalar scalar) {
            return Optional.of(scalar);
        }
        faults.add(Faults.YAML, node.place(), "'" + path(key) + "' must be one value", "Write it on one line");
        return Optional.empty();
    }

    Optional<Scalar> required(String key) {
        Optional<Scalar> value = optional(key).filter(scalar -> !scalar.text().isBlank());
        if (value.isEmpty()
                && !(mapping.members().get(key) instanceof Mapping)
                && !(mapping.members().get(key) instanceof Sequence)) {
            missing(key);
        }
        return value;
    }

    Optional<String> text(String key) {
        return required(key).map(Scalar::text);
    }

    /** Whether a member is there and has members itself. */
    boolean isSection(String key) {
        return mapping.members().get(key) instanceof Mapping;
    }

    /** The entries of a list of values; none when it is not there. */
    List<Scalar> texts(String key) {
        known.add(key);
        Node node = mapping.members().get(key);
        if (node == null) {
            return List.of();
        }
        if (node instanceof Sequence sequence && sequence.entries().stream().allMatch(Scalar.class::isInstance)) {
            return sequence.entries().stream().map(Scalar.class::cast).toList();
        }
        faults.add(Faults.YAML, node.place(), "'" + path(key) + "' must be a list of values", "Write [a, b]");
        return List.of();
    }

    /** A member as JSON, for others to see; an empty object when it is not there. */
    JsonNode json(String key) {
        Node node = mapping.members().get(key);
        return node == null ? JsonNodeFactory.instance.objectNode() : YamlJson.of(node);
    }

    Optional<Section> section(String key) {
        known.add(key);
        Node node = mapping.members().get(key);
        if (node == null) {
            missing(key);
            return Optional.empty();
        }
        return of(faults, path(key), node);
    }

    Optional<Section> optionalSection(String key) {
        known.add(key);
        return mapping.members().containsKey(key) ? section(key) : Optional.empty();
    }

    /** The entries of a list of sections; none when it is not there. */
    List<Section> sections(String key) {
        known.add(key);
        Node node = mapping.members().get(key);
        if (node == null) {
            return List.of();
        }
        if (!(node instanceof Sequence sequence)) {
            faults.add(Faults.YAML, node.place(), "'" + path(key) + "' must be a list", "Begin each entry with '- '");
            return List.of();
        }
        List<Section> sections = new ArrayList<>();
        for (int i = 0; i < sequence.entries().size(); i++) {
            of(faults, path(key) + "[" + i + "]", sequence.entries().get(i)).ifPresent(sections::add);
        }
        return sections;
    }

    /** All members as sections, by key. */
    Map<String, Section> all() {
        Map<String, Section> all = new LinkedHashMap<>();
        for (String key : keys()) {
            section(key).ifPresent(section -> all.put(key, section));
        }
        return all;
    }

    Optional<Integer> whole(String key, int least, int most) {
        return quantity(key, Quantity.whole(least, most));
    }

    Optional<Double> decimal(String key, double least, double most) {
        return quantity(key, Quantity.decimal(least, most));
    }

    /** A time with its unit; zero only where {@code least} is. */
    Optional<Duration> duration(String key, Duration least, Duration most) {
        return quantity(key, Quantity.duration(least, most));
    }

    private <T> Optional<T> quantity(String key, Quantity<T> wanted) {
        return optional(key)
                .flatMap(scalar -> wanted.read()
                        .apply(scalar.text())
                        .or(() -> fault(
                                scalar.place(),
                                "'" + path(key) + "' is '" + Reasons.trimmed(Reasons.oneLine(scalar.text()), 60)
                                        + "', not " + wanted.wanted(),
                                wanted.mend())));
    }

    <T> Optional<T> fault(Place place, String what, String mend) {
        faults.add(Faults.YAML, place, what, mend);
        return Optional.empty();
    }

    private void missing(String key) {
        fault(mapping.place(), "'" + path(key) + "' is missing", "Add it");
    }

    private static boolean isNothing(String text) {
        return text.isEmpty() || text.equals("~") || text.equals("null");
    }
}
