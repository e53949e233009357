package io.armature.serde;

import org.apache.kafka.common.errors.RetriableException;

/** The schema registry gave no usable answer: the same call may go through later. */
public final class RegistryUnreachableException extends RetriableException {
    RegistryUnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
