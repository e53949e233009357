package io.armature.planner;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * The models that a request may ask for.
 *
 * @param names of the catalogue's entries
 */
public record KnownModels(Set<String> names) {
    public KnownModels {
        names = Collections.unmodifiableSet(new TreeSet<>(names));
    }
}
