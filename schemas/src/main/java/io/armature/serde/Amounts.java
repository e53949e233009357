package io.armature.serde;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.AvroTypeException;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/**
 * Finds amounts with more digits than their schema has room for. Avro reads such a decimal, of megabytes even, and
 * refuses to write it: whoever passes it on would fail at every try.
 */
final class Amounts {
    /** One place to look at, in an object of one schema. */
    private record Place(int field, Schema schema) {}

    private final Schema schema;
    /** By the names of the types that hold amounts, or hold what holds them. */
    private final Map<String, List<Place>> places = new HashMap<>();

    private final Set<String> without = new HashSet<>();

    /** @param schema with which events are read */
    Amounts(Schema schema) {
        this.schema = schema;
        holdsAmounts(schema);
    }

    /**
     * Looks at every amount of an event.
     *
     * @throws AvroTypeException when one has too many digits
     */
    void check(IndexedRecord event) {
        check(schema, event);
    }

    private boolean holdsAmounts(Schema at) {
        return switch (at.getType()) {
            case RECORD -> recordHoldsAmounts(at);
            case ARRAY -> holdsAmounts(at.getElementType());
            case MAP -> holdsAmounts(at.getValueType());
            // Each of them, so that the places of all records are known.
            case UNION ->
                at.getTypes().stream().map(this::holdsAmounts).toList().contains(true);
            case BYTES, FIXED -> at.getLogicalType() instanceof LogicalTypes.Decimal;
            case BOOLEAN, DOUBLE, ENUM, FLOAT, INT, LONG, NULL, STRING -> false;
        };
    }

    private boolean recordHoldsAmounts(Schema at) {
        String name = at.getFullName();
        if (places.containsKey(name)) {
            return true; // Or is being looked at, since it holds itself: then looking may cost a little for nothing.
        }
        if (without.contains(name)) {
            return false;
        }
        List<Place> found = new ArrayList<>();
        places.put(name, found);
        at.getFields().stream()
                .filter(field -> holdsAmounts(field.schema()))
                .forEach(field -> found.add(new Place(field.pos(), field.schema())));
        if (found.isEmpty()) {
            places.remove(name);
            without.add(name);
        }
        return !found.isEmpty();
    }

    private void check(Schema at, Object value) {
        switch (value) {
            case IndexedRecord object -> {
                for (Place place : places.getOrDefault(object.getSchema().getFullName(), List.of())) {
                    Object inside = object.get(place.field());
                    if (inside != null) {
                        check(place.schema(), inside);
                    }
                }
            }
            case Collection<?> list -> list.forEach(element -> check(elements(at), element));
            case Map<?, ?> map -> map.values().forEach(element -> check(elements(at), element));
            case BigDecimal amount -> checkDigits(at, amount);
            default -> {}
        }
    }

    private static Schema elements(Schema at) {
        return switch (at.getType()) {
            case ARRAY -> at.getElementType();
            case MAP -> at.getValueType();
            case UNION ->
                at.getTypes().stream()
                        .filter(one -> one.getType() == Schema.Type.ARRAY || one.getType() == Schema.Type.MAP)
                        .map(Amounts::elements)
                        .findFirst()
                        .orElse(at);
            default -> at;
        };
    }

    private static void checkDigits(Schema at, BigDecimal amount) {
        List<Schema> types = at.getType() == Schema.Type.UNION ? at.getTypes() : List.of(at);
        for (Schema type : types) {
            if (type.getLogicalType() instanceof LogicalTypes.Decimal decimal
                    // By bits first: to count the digits of a number of megabytes takes minutes.
                    && (amount.unscaledValue().bitLength() > 4 * decimal.getPrecision()
                            || amount.precision() > decimal.getPrecision())) {
                throw new AvroTypeException("an amount has more than " + decimal.getPrecision() + " digits");
            }
        }
    }
}
