package io.armature.blueprints;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * The types that JSON Schemas give the variables of expressions, so that a misspelt member or a text in a sum is found
 * when the expression is compiled. What a schema leaves open is of the dynamic type.
 */
@SuppressWarnings("Immutable") // Filled while an environment is built, read afterwards.
final class SchemaTypes implements CelTypeProvider {
    private final Map<String, CelType> byName = new HashMap<>();

    /** By identity: a schema that refers to itself is one type. */
    private final Map<JsonNode, CelType> bySchema = new IdentityHashMap<>();

    /** The type of the values of a schema; {@code name} is the variable's. */
    CelType of(String name, JsonNode schema) {
        return type(name, schema, schema);
    }

    @Override
    public ImmutableList<CelType> types() {
        return ImmutableList.copyOf(byName.values());
    }

    @Override
    public Optional<CelType> findType(String typeName) {
        return Optional.ofNullable(byName.get(typeName));
    }

    private CelType type(String name, JsonNode root, JsonNode schema) {
        SchemaPlace place = SchemaPlace.at(root, schema);
        return switch (place.onlyType()) {
            case "object" -> object(name, root, place);
            case "array" ->
                ListType.create(place.items()
                        .map(items -> type(name + ".items", root, items))
                        .orElse(SimpleType.DYN));
            case "string" -> SimpleType.STRING;
            case "number", "integer" -> SimpleType.DOUBLE;
            case "boolean" -> SimpleType.BOOL;
            default -> SimpleType.DYN;
        };
    }

    private CelType object(String name, JsonNode root, SchemaPlace place) {
        if (place.isOpen()) {
            return MapType.create(SimpleType.STRING, SimpleType.DYN);
        }
        CelType known = bySchema.get(place.schema());
        if (known != null) {
            return known;
        }
        Map<String, CelType> members = new HashMap<>();
        // In braces, since a name such as content.totals would be taken for the type instead of the member.
        StructType type = StructType.create(
                "{" + name + "}",
                ImmutableSet.copyOf(new TreeSet<>(place.members())),
                member -> Optional.ofNullable(members.get(member)));
        byName.put(type.name(), type);
        bySchema.put(place.schema(), type);
        place.members()
                .forEach(member -> members.put(
                        member,
                        type(name + "." + member, root, place.member(member).orElseThrow())));
        return type;
    }
}
