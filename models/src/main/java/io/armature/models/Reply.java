package io.armature.models;

import java.time.Duration;
import java.util.Optional;

/** How one model call ended. */
public sealed interface Reply {
    /** The provider worked, and charges for it. */
    sealed interface Paid extends Reply {
        /** What it charges for. */
        Usage usage();

        /** The provider's own name for the call, where it gave one. */
        Optional<String> requestId();
    }

    /** A whole answer. */
    record Answered(String text, Usage usage, Optional<String> requestId) implements Paid {}

    /** The answer was cut off at the token budget ({@code finish_reason=length}). */
    record CutOff(String text, Usage usage, Optional<String> requestId) implements Paid {}

    /** The model declined ({@code refusal}, {@code content_filter}). */
    record Refused(String explanation, Usage usage, Optional<String> requestId) implements Paid {}

    /** Over a limit (429, 529); {@code retryAfter} as the provider said. */
    record Throttled(Optional<Duration> retryAfter, String message) implements Reply {}

    /**
     * Not sent: the provider asked this process to wait, or does not answer at present, or a limit of our own is
     * reached. No call was made; {@code left} is when to ask again.
     */
    record Held(Duration left, String message) implements Reply {}

    /** The provider could not serve (5xx, connection refused or lost); {@code retryAfter} as the provider said. */
    record Unavailable(Optional<Duration> retryAfter, String message) implements Reply {}

    /** No whole answer within the call's time-out. */
    record TimedOut(Duration after) implements Reply {}

    /**
     * This call can never work; same again would fail again. {@code status} as the provider said (4xx: key, model,
     * parameters), or {@link #NOT_SENT} when the catalogue already tells: then no call was made.
     */
    record RejectedByProvider(int status, String message) implements Reply {
        /** Status of a call that was not sent. */
        public static final int NOT_SENT = 0;
    }
}
