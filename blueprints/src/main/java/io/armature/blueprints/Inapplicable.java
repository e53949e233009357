package io.armature.blueprints;

/**
 * One of Armature's functions does not fit its data, and the whole evaluation ends. It is an error since CEL catches
 * exceptions: it would write all arguments into their message and, within {@code exists}, go on with the next entry, so
 * that an expression over a large list ran for minutes.
 */
final class Inapplicable extends Error {
    Inapplicable(String message) {
        super(message, null, false, false);
    }
}
