package io.armature.assembler.assembly;

import io.armature.assembler.job.Dependencies;
import io.armature.blueprints.Blueprint;
import io.armature.events.PlanAccepted;
import io.armature.events.SkeletonCreated;

/**
 * What is needed to ask for an item of a plan.
 *
 * @param header the skeleton without its items, JSON text
 */
record PlanInWork(
        PlanAccepted request,
        SkeletonCreated skeleton,
        Blueprint blueprint,
        String header,
        Dependencies dependencies) {}
