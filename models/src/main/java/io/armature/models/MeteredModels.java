package io.armature.models;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** Measures every call by the names of OpenTelemetry's conventions for generative AI. */
final class MeteredModels implements LanguageModels {
    private final LanguageModels next;
    private final ModelsSettings settings;
    private final MeterRegistry meters;

    MeteredModels(LanguageModels next, ModelsSettings settings, MeterRegistry meters) {
        this.next = next;
        this.settings = settings;
        this.meters = meters;
    }

    @Override
    public Reply call(Call call) throws InterruptedException {
        long start = System.nanoTime();
        Reply reply = next.call(call);
        ModelSettings model = settings.model(call.model());
        Tags tags = Tags.of(
                "gen_ai.operation.name", "chat",
                "gen_ai.provider.name", model.provider(),
                "gen_ai.request.model", model.model(),
                "armature.model", call.model());
        String outcome = switch (reply) {
            case Reply.Answered a -> "answered";
            case Reply.CutOff c -> "cut_off";
            case Reply.Refused r -> "refused";
            case Reply.Throttled t -> "throttled";
            case Reply.Held h -> "held";
            case Reply.Unavailable u -> "unavailable";
            case Reply.TimedOut t -> "timed_out";
            case Reply.RejectedByProvider r -> "rejected";
        };
        Timer.builder("gen_ai.client.operation.duration")
                .tags(tags.and("outcome", outcome))
                .register(meters)
                .record(Duration.ofNanos(System.nanoTime() - start));
        switch (reply) {
            case Reply.Answered(var text, Usage usage, var id) -> tokens(tags, usage);
            case Reply.CutOff(var text, Usage usage, var id) -> tokens(tags, usage);
            case Reply.Refused(var text, Usage usage, var id) -> tokens(tags, usage);
            case Reply.Throttled t -> {}
            case Reply.Held h -> {}
            case Reply.Unavailable u -> {}
            case Reply.TimedOut t -> {}
            case Reply.RejectedByProvider r -> {}
        }
        return reply;
    }

    private void tokens(Tags tags, Usage usage) {
        tokens(tags.and("gen_ai.token.type", "input"), usage.promptTokens());
        tokens(tags.and("gen_ai.token.type", "output"), usage.completionTokens());
    }

    private void tokens(Tags tags, int count) {
        DistributionSummary.builder("gen_ai.client.token.usage")
                .baseUnit("token")
                .tags(tags)
                .register(meters)
                .record(count);
    }
}
