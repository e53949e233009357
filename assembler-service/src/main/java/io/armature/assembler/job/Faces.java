package io.armature.assembler.job;

import io.armature.assembler.job.Standing.Face;
import io.armature.blueprints.Blueprint;
import io.armature.events.ItemCompleted;
import io.armature.events.ItemSpec;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What of a result is compared with other items. */
public final class Faces {
    private Faces() {}

    /** Empty where the blueprint compares none of this kind, and where the result holds nothing to compare. */
    public static Optional<Face> of(Blueprint blueprint, Optional<ItemSpec> item, ItemCompleted result) {
        String content = result.getContent();
        return blueprint
                .distinctness()
                .filter(distinct -> content != null
                        && item.filter(spec -> distinct.kinds().contains(spec.getKind()))
                                .isPresent())
                .flatMap(distinct -> {
                    try {
                        return Optional.of(
                                Face.of(distinct.nameOf(JsonMapper.shared().readTree(content)), result.getVector()));
                    } catch (JacksonException e) {
                        return Optional.empty(); // told at the plan's end
                    }
                });
    }
}
