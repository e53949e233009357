package io.armature.models;

import java.util.Collection;

/** A model was named that the catalogue does not hold. */
public final class UnknownModelException extends RuntimeException {
    public UnknownModelException(String model, Collection<String> known) {
        super("no model '" + model + "' in the catalogue; it holds " + known
                + ". Add it under armature.models.catalogue, or use one of these.");
    }
}
