package io.armature.assembler.status;

import io.armature.assembler.AssemblerSettings;
import io.armature.assembler.status.ProgressFeed.Following;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * {@code GET /plans/{jobId}/events}: progress as server-sent events. With {@code Last-Event-ID} it goes on after that
 * event, and none is lost or told twice. Without, it begins with what is remembered of the plan, or with where the plan
 * stands. It ends after the plan's end.
 */
@RestController
class EventsController {
    private static final int MOST_FOLLOWERS = 2_000;

    private final ProgressFeed feed;
    private final ProgressHistory history;
    private final Standing standing;
    private final AssemblerSettings settings;

    EventsController(ProgressFeed feed, ProgressHistory history, Standing standing, AssemblerSettings settings) {
        this.feed = feed;
        this.history = history;
        this.standing = standing;
        this.settings = settings;
    }

    @GetMapping(path = "/plans/{jobId}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    ResponseEntity<?> events(
            @PathVariable String jobId,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId)
            throws InterruptedException {
        if (feed.followers() >= MOST_FOLLOWERS) {
            return Problems.later("too many clients follow plans here");
        }
        Optional<Place> after = Place.read(lastEventId);
        Following following = feed.follow(jobId);
        boolean telling = false;
        try {
            Optional<List<Step>> known = known(jobId, after, following);
            if (known.stream()
                    .flatMap(List::stream)
                    .anyMatch(step -> step.isLast() && after.equals(Optional.of(step.place())))) {
                // It has been told the end; this says to a browser not to come back.
                return ResponseEntity.noContent().build();
            }
            // Who comes back is told all it has missed, and not where the plan stands, unless that cannot be had.
            boolean resumes = after.isPresent() && known.isPresent();
            Optional<Map<String, Object>> now =
                    resumes || known.filter(steps -> !steps.isEmpty()).isPresent()
                            ? Optional.empty()
                            : standing.of(jobId);
            EventStream stream = new EventStream(feed, following.next(), settings.heartbeat());
            SseEmitter emitter = stream.start(
                    now,
                    now.filter(Standing::isEnded).isPresent(),
                    known.orElseGet(List::of),
                    after.filter(place -> resumes));
            telling = true;
            return ResponseEntity.ok(emitter);
        } finally {
            if (!telling) {
                feed.leave(following.next());
            }
        }
    }

    /** The last step that the client knows, and those that it has missed; empty when they cannot be had. */
    private Optional<List<Step>> known(String jobId, Optional<Place> after, Following following)
            throws InterruptedException {
        if (after.isEmpty()) {
            return Optional.of(following.remembered());
        }
        Place place = after.get();
        return feed.remembersAllFrom(place) ? Optional.of(following.remembered()) : history.from(jobId, place);
    }
}
