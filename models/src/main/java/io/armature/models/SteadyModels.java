package io.armature.models;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps as many calls of a model under way as its provider bears ({@link CallsAtOnce}). A call waits for its place as
 * long as it may take, then it is {@link Reply.Held}.
 */
final class SteadyModels implements LanguageModels {
    private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

    private final LanguageModels next;
    private final ModelsSettings settings;
    private final NotSent notSent;
    private final Map<String, CallsAtOnce> calls = new HashMap<>();

    SteadyModels(LanguageModels next, ModelsSettings settings, NotSent notSent, MeterRegistry meters, Clock clock) {
        this.next = next;
        this.settings = settings;
        this.notSent = notSent;
        settings.catalogue()
                .values()
                .forEach(model -> calls.computeIfAbsent(model.served(), served -> {
                    CallsAtOnce atOnce = new CallsAtOnce(most(served), clock);
                    Gauge.builder("armature.models.calls.allowed", atOnce, CallsAtOnce::allowed)
                            .description(
                                    "Calls of a model that may be under way; infinite before the provider has throttled")
                            .tag("served", served)
                            .register(meters);
                    return atOnce;
                }));
    }

    @Override
    public Reply call(Call call) throws InterruptedException {
        CallsAtOnce atOnce = calls.get(settings.model(call.model()).served());
        if (atOnce == null) {
            throw new UnknownModelException(call.model(), calls.keySet());
        }
        Optional<CallsAtOnce.Place> place = atOnce.enter(call.timeout());
        if (place.isEmpty()) {
            notSent.count(call, NotSent.Why.CALLS_AT_ONCE);
            return new Reply.Held(
                    ASK_AGAIN,
                    "as many calls of model '" + call.model() + "' are under way as it bears; none ended within "
                            + call.timeout());
        }
        CallsAtOnce.End end = CallsAtOnce.End.UNKNOWN;
        try {
            Reply reply = next.call(call);
            end = switch (reply) {
                case Reply.Answered a -> CallsAtOnce.End.SERVED;
                case Reply.CutOff c -> CallsAtOnce.End.SERVED;
                case Reply.Refused r -> CallsAtOnce.End.SERVED;
                case Reply.Throttled t -> CallsAtOnce.End.THROTTLED;
                case Reply.Held h -> CallsAtOnce.End.UNKNOWN;
                case Reply.Unavailable u -> CallsAtOnce.End.UNKNOWN;
                case Reply.TimedOut t -> CallsAtOnce.End.UNKNOWN;
                case Reply.RejectedByProvider r -> CallsAtOnce.End.UNKNOWN;
            };
            return reply;
        } finally {
            atOnce.leave(place.get(), end);
        }
    }

    /** Entries of the catalogue that name the same model share its places: the least of their bounds. */
    private double most(String served) {
        return settings.catalogue().values().stream()
                .filter(model -> model.served().equals(served))
                .map(model -> model.mostOfThisProcess().callsAtOnce())
                .filter(java.util.Objects::nonNull)
                .mapToDouble(most -> most)
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }
}
