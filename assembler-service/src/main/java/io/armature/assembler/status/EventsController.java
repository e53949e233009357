package io.armature.assembler.status;

import io.armature.assembler.job.Job;
import io.armature.assembler.status.ProgressFeed.Step;
import io.armature.assembler.status.ProgressFeed.Subscription;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * {@code GET /plans/{jobId}/events}: progress as server-sent events. It begins with what is remembered of the plan (all
 * of it after {@code Last-Event-ID}), or with where the plan stands, and ends after the plan's end.
 */
@RestController
class EventsController {
    private static final int MOST_FOLLOWERS = 2_000;
    private static final long HEARTBEAT_SECONDS = 15;

    private final ProgressFeed feed;
    private final PlanQueries queries;

    EventsController(ProgressFeed feed, PlanQueries queries) {
        this.feed = feed;
        this.queries = queries;
    }

    @GetMapping(path = "/plans/{jobId}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events(
            @PathVariable String jobId,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId) {
        if (feed.followers() >= MOST_FOLLOWERS) {
            throw new ResponseStatusException(
                    HttpStatus.SERVICE_UNAVAILABLE, "too many clients follow plans here; try again later");
        }
        SseEmitter emitter = new SseEmitter(0L);
        String[] place = Optional.ofNullable(lastEventId)
                .filter(id -> id.matches("\\d{1,6}-\\d{1,18}"))
                .orElse("-1-0")
                .split("-(?=\\d+$)", 2);
        Subscription subscription = feed.follow(jobId, Integer.parseInt(place[0]), Long.parseLong(place[1]));
        Thread.ofVirtual().name("events-" + jobId).start(() -> tell(emitter, subscription, jobId, lastEventId == null));
        return emitter;
    }

    private void tell(SseEmitter emitter, Subscription subscription, String jobId, boolean fromStart) {
        try {
            if (subscription.steps().isEmpty()) {
                Optional<Job> job = known(jobId);
                if (job.isPresent() && (fromStart || job.get().hasEnded())) {
                    emitter.send(SseEmitter.event()
                            .name("progress")
                            .data(PlanController.summary(job.get()), MediaType.APPLICATION_JSON));
                    if (job.get().hasEnded()) {
                        emitter.complete();
                        return;
                    }
                }
            }
            boolean last = false;
            while (!last && !subscription.isTooSlow()) {
                Step step = subscription.steps().poll(HEARTBEAT_SECONDS, TimeUnit.SECONDS);
                if (step == null) {
                    emitter.send(SseEmitter.event().comment("still here"));
                } else {
                    emitter.send(SseEmitter.event()
                            .id(step.id())
                            .name("progress")
                            .data(AvroJson.of(step.event()), MediaType.APPLICATION_JSON));
                    last = step.isLast();
                }
            }
            emitter.complete();
        } catch (IOException | IllegalStateException e) {
            // The client has gone.
            emitter.completeWithError(e);
        } catch (InterruptedException e) {
            emitter.complete();
        } finally {
            feed.leave(subscription);
        }
    }

    /** Where the plan stands, if this process keeps it. */
    private Optional<Job> known(String jobId) {
        try {
            return queries.job(jobId);
        } catch (InvalidStateStoreException e) {
            return Optional.empty();
        }
    }
}
