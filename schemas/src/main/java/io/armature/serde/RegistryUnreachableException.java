package io.armature.serde;

import org.apache.kafka.common.errors.RetriableException;

/**
 * The schema registry gave no answer that says something of the schema: it is away, slow, broken, or does not let us
 * in. Nothing is known against the record, and the same call may go through later.
 */
public final class RegistryUnreachableException extends RetriableException {
    RegistryUnreachableException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The thread was told to stop while it waited; the interruption is kept for it to see. */
    static RegistryUnreachableException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new RegistryUnreachableException("interrupted while waiting for the schema registry", e);
    }
}
