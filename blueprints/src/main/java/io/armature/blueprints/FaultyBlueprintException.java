package io.armature.blueprints;

import java.util.List;
import java.util.stream.Collectors;

/** A blueprint cannot be used; all its faults at once. */
public final class FaultyBlueprintException extends RuntimeException {
    private final transient List<Fault> faults;

    public FaultyBlueprintException(List<Fault> faults) {
        super(faults.stream().map(Fault::toString).collect(Collectors.joining("\n")));
        this.faults = List.copyOf(faults);
    }

    /** At least one. */
    public List<Fault> faults() {
        return faults;
    }
}
