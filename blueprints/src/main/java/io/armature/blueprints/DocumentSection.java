package io.armature.blueprints;

import io.armature.blueprints.Yaml.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What {@code document} says: how the whole is put together and what must hold of it.
 *
 * @param items the member of the document that holds the items' contents
 * @param schema empty when there is none, or it is faulty
 * @param rules what must hold beside the schema
 * @param files which part of the items' contents are files; empty where none is
 * @param filling what stands in it for an item
 */
record DocumentSection(
        String items, Optional<AnswerSchema> schema, List<Rule> rules, Optional<FilesOfItems> files, Filling filling) {
    static DocumentSection read(
            Parts parts,
            Section yaml,
            JsonNode inputs,
            Optional<ItemSource> items,
            JsonNode skeletons,
            Map<String, Optional<AnswerSchema>> kinds) {
        Optional<Section> document = yaml.optionalSection("document");
        Optional<AnswerSchema> schema =
                document.filter(d -> d.optional("schema").isPresent()).flatMap(d -> parts.schema(d, "schema"));
        String member =
                document.flatMap(d -> d.optional("items")).map(Scalar::text).orElse("items");
        items.ifPresent(i -> memberIsFree(yaml, member, i, skeletons));
        Optional<FilesOfItems> files = document.flatMap(d -> FilesReader.read(d, kinds));
        List<Rule> rules = document.map(d -> parts.rules(d, Map.of("input", inputs, "content", Parts.source(schema))))
                .orElse(List.of());
        Filling filling = document.map(Filling::read).orElse(Filling.CONTENT_ONLY);
        document.ifPresent(Section::refuseOthers);
        return new DocumentSection(member, schema, rules, files, filling);
    }

    /** The rules, and demands on its files, that a document does not hold. */
    List<Reason> broken(JsonNode request, JsonNode whole) {
        List<Reason> broken =
                new ArrayList<>(files.map(f -> f.check(whole, items)).orElse(List.of()));
        broken.addAll(
                Rule.broken(rules, Map.of("input", Expressions.value(request), "content", Expressions.value(whole))));
        return broken;
    }

    private static void memberIsFree(Section yaml, String member, ItemSource items, JsonNode skeletons) {
        boolean taken = !items.member().equals(Optional.of(member))
                && SchemaPlace.at(skeletons, skeletons).member(member).isPresent();
        if (taken) {
            yaml.fault(
                    yaml.place("document"),
                    "'document.items' is '" + member + "', which the skeleton uses itself",
                    "Choose another name; the items would replace that member");
        }
    }
}
