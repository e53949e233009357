package io.armature.models;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** While a model is down ({@link Circuit}), calls of it are held at once instead of costing a time-out each. */
final class CircuitModels implements LanguageModels {
    private static final Logger LOG = LoggerFactory.getLogger(CircuitModels.class);
    private static final Duration WHILE_PROBING = Duration.ofSeconds(1);

    private final LanguageModels next;
    private final ModelsSettings settings;
    private final NotSent notSent;
    private final Clock clock;
    private final Map<String, Circuit> circuits = new ConcurrentHashMap<>();

    CircuitModels(LanguageModels next, ModelsSettings settings, NotSent notSent, MeterRegistry meters, Clock clock) {
        this.next = next;
        this.settings = settings;
        this.notSent = notSent;
        this.clock = clock;
        settings.catalogue().values().stream()
                .map(ModelSettings::served)
                .distinct()
                .forEach(served -> {
                    circuits.put(served, Circuit.start());
                    Gauge.builder("armature.models.down", () -> circuits.get(served) instanceof Circuit.Up ? 0 : 1)
                            .description("1 while a model counts as down and is not called")
                            .tag("served", served)
                            .register(meters);
                });
    }

    @Override
    public Reply call(Call call) throws InterruptedException {
        String served = settings.model(call.model()).served();
        Entry entry = enter(served);
        if (entry.holdFor().isPresent()) {
            notSent.count(call, NotSent.Why.OUTAGE);
            return new Reply.Held(
                    entry.holdFor().get(),
                    served + " gave no answer " + Circuit.FAILURES
                            + " times in a row; one call at a time tries whether it is back");
        }
        boolean told = false;
        try {
            Reply reply = next.call(call);
            told = switch (reply) {
                case Reply.Unavailable u -> failed(served, entry.probe(), u.message());
                case Reply.TimedOut t -> failed(served, entry.probe(), "no answer within " + t.after());
                case Reply.Held h -> false;
                case Reply.Answered a -> answered(served);
                case Reply.CutOff c -> answered(served);
                case Reply.Refused r -> answered(served);
                case Reply.Throttled t -> answered(served);
                case Reply.RejectedByProvider r -> answered(served);
            };
            return reply;
        } finally {
            if (!told) {
                circuits.computeIfPresent(served, (s, was) -> was.abandoned(entry.probe(), clock.instant()));
            }
        }
    }

    /** May this call be sent, and is it the one that tries? */
    private record Entry(boolean probe, Optional<Duration> holdFor) {}

    private Entry enter(String served) {
        Instant now = clock.instant();
        Entry[] entry = {new Entry(false, Optional.empty())};
        circuits.computeIfPresent(served, (s, was) -> switch (was) {
            case Circuit.Up up -> up;
            case Circuit.Probing probing -> {
                entry[0] = new Entry(false, Optional.of(WHILE_PROBING));
                yield probing;
            }
            case Circuit.Down(Instant until, Duration length)
            when !until.isAfter(now) -> {
                entry[0] = new Entry(true, Optional.empty());
                yield new Circuit.Probing(length);
            }
            case Circuit.Down down -> {
                entry[0] = new Entry(false, Optional.of(Duration.between(now, down.until())));
                yield down;
            }
        });
        return entry[0];
    }

    private boolean failed(String served, boolean probe, String why) {
        circuits.computeIfPresent(served, (s, was) -> {
            Circuit is = was.failed(probe, clock.instant());
            if (is instanceof Circuit.Down(Instant until, Duration length) && !is.equals(was)) {
                LOG.warn("served={} is down, calls wait {} s, then one tries; last: {}", s, length.toSeconds(), why);
            }
            return is;
        });
        return true;
    }

    private boolean answered(String served) {
        circuits.computeIfPresent(served, (s, was) -> {
            if (!(was instanceof Circuit.Up)) {
                LOG.info("served={} answers again", s);
            }
            return Circuit.start();
        });
        return true;
    }
}
