package io.armature.blueprints;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** What checking says of one answer. */
public sealed interface Verdict {
    /** Every rule holds; the content goes into the document as it stands. */
    record Accepted(JsonNode content) implements Verdict {}

    /** It could not be read, or breaks its schema or rules; the reasons go into the next prompt. */
    record Rejected(List<Reason> reasons) implements Verdict {
        public Rejected {
            reasons = List.copyOf(reasons);
            if (reasons.isEmpty()) {
                throw new IllegalArgumentException("a rejection needs at least one reason");
            }
        }
    }

    /** The answer stops in the middle of its JSON: it was cut off, whatever the provider says. Never repaired. */
    record CutOff() implements Verdict {}
}
