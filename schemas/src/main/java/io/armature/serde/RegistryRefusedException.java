package io.armature.serde;

import org.apache.kafka.common.errors.SerializationException;

/**
 * The schema registry answered no: it does not know a schema or subject, or a schema is not compatible. Asking again
 * does not help.
 */
public final class RegistryRefusedException extends SerializationException {
    private final int errorCode;

    RegistryRefusedException(String message, int errorCode) {
        super(message);
        this.errorCode = errorCode;
    }

    /** Confluent's error code, for example 40401 unknown subject, 40403 unknown schema, 409 incompatible. */
    public int errorCode() {
        return errorCode;
    }
}
