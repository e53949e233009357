package io.armature.blueprints;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * What must hold of any {@code blueprint.yaml} beside meal-day's other files: a blueprint, or faults that can be told.
 */
public final class CheckingFuzz {
    private CheckingFuzz() {}

    /** The entry that coverage-guided fuzzers call. */
    public static void fuzzerTestOneInput(byte[] data) {
        Map<String, String> files = new TreeMap<>(BuiltIn.MEAL_DAY.files().byName());
        files.put(Faults.YAML, new String(data, StandardCharsets.UTF_8));
        try {
            Blueprints.read(new BlueprintFiles(files));
        } catch (FaultyBlueprintException e) {
            if (e.faults().isEmpty() || e.faults().size() > 201) {
                throw new AssertionError(e.faults().size() + " faults");
            }
            for (Fault fault : e.faults()) {
                if (fault.what().isBlank() || fault.mend().isBlank() || fault.line() < 0) {
                    throw new AssertionError("a fault that cannot be told: " + fault);
                }
            }
        }
    }
}
