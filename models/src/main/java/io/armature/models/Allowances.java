package io.armature.models;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What each provider last said is left of its limits: shown as gauges, and a reason to wait when it is nothing. */
final class Allowances {
    private final Clock clock;
    private final MeterRegistry meters;
    private final Map<String, Instant> nothingUntil = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> remaining = new ConcurrentHashMap<>();

    Allowances(Clock clock, MeterRegistry meters) {
        this.clock = clock;
        this.meters = meters;
    }

    /** The latest word of who serves; an answer without such headers changes nothing. */
    void heard(String served, List<Allowance> allowances) {
        if (allowances.isEmpty()) {
            return;
        }
        for (Allowance.Of of : Allowance.Of.values()) {
            allowances.stream()
                    .filter(one -> one.of() == of)
                    .mapToLong(Allowance::remaining)
                    .min()
                    .ifPresent(left -> gauge(served, of).set(left));
        }
        allowances.stream()
                .flatMap(one -> one.hint().stream())
                .max(Duration::compareTo)
                .ifPresentOrElse(
                        wait -> nothingUntil.put(served, clock.instant().plus(wait)),
                        () -> nothingUntil.remove(served));
    }

    /** Until when nothing should be sent; empty when something is left. */
    Optional<Instant> nothingUntil(String served) {
        return Optional.ofNullable(nothingUntil.get(served));
    }

    private AtomicLong gauge(String served, Allowance.Of of) {
        return remaining.computeIfAbsent(served + " " + of, key -> {
            AtomicLong value = new AtomicLong();
            Gauge.builder("armature.models.provider.remaining", value, AtomicLong::get)
                    .tag("served", served)
                    .tag("of", of.name().toLowerCase(Locale.ROOT))
                    .register(meters);
            return value;
        });
    }
}
