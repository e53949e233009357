package io.armature.simulator;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** What can go wrong with one call. In JSON and on the command line the names are in lower case. */
public enum Fault {
    /** Status 429 with {@code Retry-After}. */
    THROTTLED,
    /** Status 500. */
    ERROR,
    /** No answer until the client gives up, ten minutes at most. */
    HANG,
    /** The connection is closed without an answer. */
    DROPPED,
    /** The model declines: {@code message.refusal}. */
    REFUSED,
    /** Cut off in its JSON, {@code finish_reason} {@code length}. */
    TRUNCATED,
    /** JSON that no reader can read. */
    MALFORMED,
    /** Good content in a code fence, or with words around: a tolerant reader takes it. */
    PROSE,
    /** JSON that breaks its schema. */
    SCHEMA,
    /** JSON that fits its schema and breaks a rule; a broken schema where the simulator knows no rule. */
    RULE,
    /** Good content that it wrote before for the same input, once more; new content where there is none that fits. */
    REPEATS;

    /** From its name in any case. */
    @JsonCreator
    public static Fault named(String name) {
        return Arrays.stream(values())
                .filter(fault -> fault.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no fault '" + name + "'; there are " + Arrays.toString(values())));
    }

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
