package io.armature.models;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts the calls that were not sent, by why: {@code armature.models.not_sent}. */
final class NotSent {
    /** Who or what stood in the way. */
    enum Why {
        /** The provider asked to wait, or said that nothing is left. */
        ASKED_TO_WAIT,
        /** The provider does not answer at present. */
        OUTAGE,
        /** Our own requests or tokens per minute. */
        RATE,
        /** As many calls are under way as the provider or the catalogue allows. */
        CALLS_AT_ONCE,
        /** Prompt and answer do not fit into the model's context. */
        TOO_LONG
    }

    private final MeterRegistry meters;

    NotSent(MeterRegistry meters) {
        this.meters = meters;
    }

    void count(Call call, Why why) {
        Counter.builder("armature.models.not_sent")
                .tag("armature.model", call.model())
                .tag("why", why.name().toLowerCase(java.util.Locale.ROOT))
                .register(meters)
                .increment();
    }
}
