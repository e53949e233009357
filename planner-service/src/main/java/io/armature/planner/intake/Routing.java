package io.armature.planner.intake;

import io.armature.blueprints.Blueprint;
import io.armature.events.Mode;
import io.armature.planner.PlannerSettings;
import io.armature.planner.ServedBlueprints;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Decides how a plan is made whose request does not say: of a blueprint's plans the share that the operator set goes to
 * a single call. The draw is a hash of the job id, so that the same job always goes the same way.
 */
@Component
class Routing {
    private static final double TWO_TO_53 = 0x1p53;

    private final Map<String, Double> shares;

    @Autowired
    Routing(PlannerSettings settings, ServedBlueprints blueprints) {
        this(settings.singleCall());
        shares.keySet().forEach(id -> {
            Optional<Blueprint> blueprint = blueprints.find(id);
            if (blueprint.flatMap(Blueprint::single).isEmpty()) {
                throw new IllegalArgumentException("armature.planner.single-call names '" + id + "', which is "
                        + (blueprint.isEmpty() ? "no blueprint that is served" : "not made by a single call")
                        + "; take it out, or add 'single' to the blueprint");
            }
        });
    }

    /** @param shares 0 to 1, by the blueprint's id */
    Routing(Map<String, Double> shares) {
        this.shares = shares;
    }

    /** @param asked as the request has it; null when it leaves that to us */
    Mode of(@Nullable Mode asked, String jobId, Blueprint blueprint) {
        if (asked != null) {
            return asked;
        }
        double share = blueprint.single().isPresent() ? shares.getOrDefault(blueprint.id(), 0.0) : 0;
        return share > 0 && draw(jobId) < share ? Mode.SINGLE_CALL : Mode.TWO_PHASE;
    }

    /** Evenly spread over 0 to 1, 1 excluded. */
    private static double draw(String jobId) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(jobId.getBytes(StandardCharsets.UTF_8));
            return (ByteBuffer.wrap(hash).getLong() >>> 11) / TWO_TO_53;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
