package io.armature.blueprints;

/**
 * Why an input, a skeleton or an item was not accepted: fit to be shown to a person, and to a model that is asked
 * again.
 *
 * @param code short stable name of the broken rule, for example {@code schema}, {@code truncated}, {@code slots-add-up}
 * @param pointer where: a JSON Pointer (RFC 6901), empty for the whole
 * @param message what is wrong and what would be right, one sentence
 */
public record Reason(String code, String pointer, String message) {
    public Reason {
        if (code.isBlank() || message.isBlank()) {
            throw new IllegalArgumentException("a reason needs a code and a message, got code '" + code + "'");
        }
    }
}
