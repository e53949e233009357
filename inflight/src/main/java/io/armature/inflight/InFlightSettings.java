package io.armature.inflight;

import java.time.Duration;

/**
 * How one topic is consumed.
 *
 * @param topic the topic
 * @param groupId the consumer group
 * @param window most records in flight at once, 1 to {@link #MAX_WINDOW}
 * @param windowBytes polling stops at so many bytes in flight, 1 or more; one fetch, of as many at most, or one record
 *     that is larger, may come on top
 * @param drain longest to wait for records in flight when partitions are taken away or the consumer closes, 0 to 1 h
 * @param retryFirst delay before a record whose handling threw is handled again, 1 ms or more; doubles each time
 * @param retryMost longest such delay, up to 1 h
 * @param commitEvery how often completed offsets are committed, 1 ms to 1 h
 */
public record InFlightSettings(
        String topic,
        String groupId,
        int window,
        long windowBytes,
        Duration drain,
        Duration retryFirst,
        Duration retryMost,
        Duration commitEvery) {
    /** Twice as many offsets (in flight and polled ahead) fit into a commit's metadata. */
    public static final int MAX_WINDOW = 500;

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofHours(1);

    public InFlightSettings {
        if (window < 1 || window > MAX_WINDOW) {
            throw wrong(topic, "window", window, "1 to " + MAX_WINDOW + " records");
        }
        if (windowBytes < 1) {
            throw wrong(topic, "windowBytes", windowBytes, "1 byte or more");
        }
        if (drain.isNegative() || drain.compareTo(LONGEST) > 0) {
            throw wrong(topic, "drain", drain, "PT0S to " + LONGEST);
        }
        if (retryFirst.compareTo(SHORTEST) < 0) {
            throw wrong(topic, "retryFirst", retryFirst, SHORTEST + " or more");
        }
        if (retryMost.compareTo(retryFirst) < 0 || retryMost.compareTo(LONGEST) > 0) {
            throw wrong(topic, "retryMost", retryMost, "retryFirst (" + retryFirst + ") to " + LONGEST);
        }
        if (commitEvery.compareTo(SHORTEST) < 0 || commitEvery.compareTo(LONGEST) > 0) {
            throw wrong(topic, "commitEvery", commitEvery, SHORTEST + " to " + LONGEST);
        }
    }

    private static IllegalArgumentException wrong(String topic, String name, Object value, String use) {
        return new IllegalArgumentException(name + " of consuming " + topic + " is " + value + "; use " + use);
    }

    /** 256 records or 64 MiB in flight, 20 s to drain, retries after 0.5 s to 30 s, a commit every 100 ms. */
    public static InFlightSettings of(String topic, String groupId) {
        return new InFlightSettings(
                topic,
                groupId,
                256,
                64L << 20,
                Duration.ofSeconds(20),
                Duration.ofMillis(500),
                Duration.ofSeconds(30),
                Duration.ofMillis(100));
    }

    public InFlightSettings withWindow(int records) {
        return new InFlightSettings(topic, groupId, records, windowBytes, drain, retryFirst, retryMost, commitEvery);
    }

    public InFlightSettings withDrain(Duration longest) {
        return new InFlightSettings(topic, groupId, window, windowBytes, longest, retryFirst, retryMost, commitEvery);
    }
}
