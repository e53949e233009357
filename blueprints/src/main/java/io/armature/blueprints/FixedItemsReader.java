package io.armature.blueprints;

import io.armature.blueprints.Yaml.Scalar;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads {@code items.fixed}: the steps that every plan of the blueprint has. */
final class FixedItemsReader {
    private final List<ItemSpec> steps = new ArrayList<>();
    private final Map<String, List<String>> graph = new LinkedHashMap<>();
    private final Set<String> ids = new HashSet<>();
    /** What can be checked once all steps are read. */
    private final List<Runnable> later = new ArrayList<>();

    private FixedItemsReader() {}

    static Optional<FixedItems> read(Section items, Optional<Set<String>> kinds) {
        boolean goesOnWithout = ItemsReader.goesOnWithout(items).orElse(false);
        List<Section> sections = items.sections("fixed");
        for (String key : List.of("each", "id", "title", "kind", "dependsOn")) {
            if (items.keys().contains(key)) {
                items.optional(key);
                items.fault(
                        items.place(key),
                        "'items." + key + "' stands beside 'items.fixed'",
                        "Leave it out; each step says it for itself");
            }
        }
        items.refuseOthers();
        FixedItemsReader reader = new FixedItemsReader();
        sections.forEach(section -> reader.step(section, kinds, goesOnWithout));
        reader.later.forEach(Runnable::run);
        if (sections.isEmpty() || sections.size() > ItemsOfSkeleton.MOST) {
            items.fault(
                    items.place("fixed"),
                    "'items.fixed' has " + sections.size() + " steps",
                    "List 1 to " + ItemsOfSkeleton.MOST);
            return Optional.empty();
        }
        List<String> cycle = Cycles.one(reader.graph);
        if (!cycle.isEmpty()) {
            items.fault(
                    items.place("fixed"),
                    "these steps wait for each other: " + Cycles.shown(cycle),
                    "Let a step depend only on what can be made before it");
        }
        return Optional.of(new FixedItems(reader.steps));
    }

    private void step(Section section, Optional<Set<String>> kinds, boolean goesOnWithout) {
        Optional<String> id = section.text("id");
        id.filter(text -> !ItemsOfSkeleton.ID.matcher(text).matches())
                .ifPresent(text -> section.fault(
                        section.place("id"),
                        "the step's id '" + Reasons.trimmed(Reasons.oneLine(text), 60) + "' is not well formed",
                        "Use 1 to 128 letters, digits, dots, hyphens and underscores"));
        id.filter(text -> !ids.add(text))
                .ifPresent(text -> section.fault(
                        section.place("id"), "the step '" + text + "' is there twice", "Give it an id of its own"));
        Optional<String> title = section.optional("title").map(Scalar::text);
        Optional<String> kind = section.text("kind");
        kind.ifPresent(name -> ItemsReader.isKnown(section, "kind", name, kinds));
        List<Scalar> named = section.texts("dependsOn");
        List<String> dependsOn = named.stream().map(Scalar::text).distinct().toList();
        boolean without = ItemsReader.goesOnWithout(section).orElse(goesOnWithout);
        section.optionalSection("spec");
        ObjectNode spec = JsonNodeFactory.instance.objectNode();
        id.ifPresent(text -> spec.put("id", text));
        spec.put("title", title.or(() -> id).orElse(""));
        section.json("spec").properties().forEach(member -> spec.set(member.getKey(), member.getValue()));
        section.refuseOthers();
        later.add(() -> dependenciesExist(section, id.orElse(""), named));
        if (id.isPresent() && kind.isPresent()) {
            steps.add(new ItemSpec(id.get(), kind.get(), title.orElse(id.get()), spec, dependsOn, without));
            graph.put(
                    id.get(),
                    dependsOn.stream().filter(other -> !other.equals(id.get())).toList());
        }
    }

    private void dependenciesExist(Section section, String id, List<Scalar> named) {
        for (Scalar other : named) {
            if (other.text().equals(id)) {
                section.fault(other.place(), "the step '" + id + "' depends on itself", "Leave it out there");
            } else if (!ids.contains(other.text())) {
                section.fault(
                        other.place(),
                        "the step '" + id + "' depends on '" + Reasons.trimmed(other.text(), 60)
                                + "', which is no step",
                        "Name one of " + Reasons.trimmed(String.join(", ", graph.keySet()), 300));
            }
        }
    }
}
