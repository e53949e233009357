package io.armature.serde;

import org.apache.kafka.common.errors.SerializationException;

/** The schema registry answered no: an unknown schema or subject, an incompatible schema, missing rights. */
public final class RegistryRefusedException extends SerializationException {
    private final int status;

    RegistryRefusedException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }
}
