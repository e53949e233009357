package io.armature.released;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;

/**
 * Whether two schemas read each other's records. Beyond Avro's own rules a logical type must not change: to Avro a
 * decimal of another scale is the same bytes, and money would be read wrong by powers of ten, with no error.
 */
final class FullCompatibility {
    private FullCompatibility() {}

    /** Everything that is in the way; empty when both read each other. */
    static List<String> faults(Schema one, Schema other) {
        List<String> faults = new ArrayList<>();
        reads(one, other, faults);
        reads(other, one, faults);
        logicalTypes(one, other, one.getName(), new HashSet<>(), faults);
        return faults;
    }

    private static void reads(Schema reader, Schema writer, List<String> faults) {
        for (Incompatibility fault : SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult()
                .getIncompatibilities()) {
            faults.add(fault.getType() + " at " + fault.getLocation() + ": " + fault.getMessage());
        }
    }

    private static void logicalTypes(Schema one, Schema other, String at, Set<String> seen, List<String> faults) {
        if (!Objects.equals(one.getLogicalType(), other.getLogicalType())
                || !Objects.equals(one.getObjectProp("scale"), other.getObjectProp("scale"))
                || !Objects.equals(one.getObjectProp("precision"), other.getObjectProp("precision"))) {
            faults.add("the logical type changed at " + at);
        }
        if (one.getType() != other.getType()) {
            return;
        }
        switch (one.getType()) {
            case RECORD -> {
                if (seen.add(one.getFullName())) {
                    for (Schema.Field field : one.getFields()) {
                        Schema.Field same = other.getField(field.name());
                        if (same != null) {
                            logicalTypes(field.schema(), same.schema(), at + "." + field.name(), seen, faults);
                        }
                    }
                }
            }
            case ARRAY -> logicalTypes(one.getElementType(), other.getElementType(), at + "[]", seen, faults);
            case MAP -> logicalTypes(one.getValueType(), other.getValueType(), at + "{}", seen, faults);
            case UNION -> {
                for (Schema branch : one.getTypes()) {
                    other.getTypes().stream()
                            .filter(same -> same.getFullName().equals(branch.getFullName()))
                            .forEach(same -> logicalTypes(branch, same, at, seen, faults));
                }
            }
            default -> {
                // Has nothing inside.
            }
        }
    }
}
