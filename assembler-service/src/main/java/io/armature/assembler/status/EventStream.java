package io.armature.assembler.status;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells one client the steps of one plan, each once and in order, until the plan has ended or the client has gone.
 * Steps are named {@code progress}, the last is named {@code ended}.
 */
final class EventStream {
    private static final String PROGRESS = "progress";
    private static final String ENDED = "ended";
    private static final long NO_TIME_OUT = 0;

    private final ProgressFeed feed;
    private final Subscription subscription;
    private final Duration heartbeat;
    private final SseEmitter emitter = new SseEmitter(NO_TIME_OUT);
    private @Nullable Place told;

    EventStream(ProgressFeed feed, Subscription subscription, Duration heartbeat) {
        this.feed = feed;
        this.subscription = subscription;
        this.heartbeat = heartbeat;
    }

    /**
     * Begins to tell, on a thread of its own.
     *
     * @param standing to be told first, if anything
     * @param over whether that is all, since the plan has ended
     * @param missed steps to be told then
     * @param after the last step that the client knows
     */
    SseEmitter start(Optional<Map<String, Object>> standing, boolean over, List<Step> missed, Optional<Place> after) {
        told = after.orElse(null);
        emitter.onCompletion(subscription::close);
        emitter.onError(failure -> subscription.close());
        Thread.ofVirtual().name("events-" + subscription.jobId()).start(() -> run(standing, over, missed));
        return emitter;
    }

    private void run(Optional<Map<String, Object>> standing, boolean over, List<Step> missed) {
        try {
            if (standing.isPresent()) {
                emitter.send(SseEmitter.event()
                        .name(over ? ENDED : PROGRESS)
                        .data(standing.get(), MediaType.APPLICATION_JSON));
            }
            if (!over) {
                tell(missed);
            }
            emitter.complete();
        } catch (IOException | IllegalStateException e) {
            emitter.completeWithError(e); // the client has gone
        } catch (InterruptedException e) {
            emitter.complete();
        } finally {
            feed.leave(subscription);
        }
    }

    private void tell(List<Step> missed) throws IOException, InterruptedException {
        for (Step step : missed) {
            if (tell(step)) {
                return;
            }
        }
        while (subscription.isOpen()) {
            Step step = subscription.next(heartbeat);
            if (step == null) {
                emitter.send(SseEmitter.event().comment("still here"));
            } else if (tell(step)) {
                return;
            }
        }
    }

    /** Whether that was the last one. */
    private boolean tell(Step step) throws IOException {
        if (told == null
                || told.partition() != step.place().partition()
                || step.place().isAfter(told)) {
            told = step.place();
            emitter.send(SseEmitter.event()
                    .id(step.place().toString())
                    .name(step.isLast() ? ENDED : PROGRESS)
                    .data(AvroJson.of(step.event()), MediaType.APPLICATION_JSON));
        }
        return step.isLast();
    }
}
