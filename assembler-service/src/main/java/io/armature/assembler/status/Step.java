package io.armature.assembler.status;

import io.armature.events.PlanPhase;
import io.armature.events.PlanProgressed;

/** One step of a plan, with its place on the topic. */
record Step(Place place, PlanProgressed event) {
    boolean isLast() {
        return event.getPhase() == PlanPhase.ENDED;
    }
}
