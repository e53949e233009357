package io.armature.assembler.assembly;

import io.armature.assembler.job.Dependencies;
import io.armature.assembler.job.Job;
import io.armature.blueprints.Blueprint;
import io.armature.events.PlanAccepted;
import io.armature.events.SkeletonCreated;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Plans from which items are asked for. What they are made of never changes, so the last few are kept read: else each
 * result of a plan with dependencies would cost the reading of its whole skeleton.
 */
final class PlansInWork {
    private static final int MOST = 100;

    private final PlanState state;
    private final KnownBlueprints blueprints;
    private final Map<String, PlanInWork> read = new LinkedHashMap<>(MOST, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, PlanInWork> eldest) {
            return size() > MOST;
        }
    };

    PlansInWork(PlanState state, KnownBlueprints blueprints) {
        this.state = state;
        this.blueprints = blueprints;
    }

    /** A plan with its request and skeleton; empty while its blueprint, or one of them, has not come. */
    Optional<PlanInWork> of(Job job) {
        PlanInWork known = read.get(job.jobId());
        if (known != null && known.skeleton().getPlanningId().equals(job.planningId())) {
            return Optional.of(known);
        }
        Optional<PlanAccepted> request = state.request(job.jobId());
        Optional<SkeletonCreated> skeleton = state.skeleton(job.jobId());
        Optional<Blueprint> blueprint = blueprints.find(
                job.request().blueprint(),
                Objects.requireNonNullElse(job.request().blueprintVersion(), ""));
        if (request.isEmpty() || skeleton.isEmpty() || blueprint.isEmpty()) {
            return Optional.empty();
        }
        PlanInWork plan = new PlanInWork(
                request.get(),
                skeleton.get(),
                blueprint.get(),
                blueprint
                        .get()
                        .header(JsonMapper.shared().readTree(skeleton.get().getSkeleton()))
                        .toString(),
                new Dependencies(skeleton.get().getItems()));
        read.put(job.jobId(), plan);
        return Optional.of(plan);
    }

    /** The plan has ended. */
    void forget(String jobId) {
        read.remove(jobId);
    }
}
