package io.armature.inflight;

import java.time.Duration;

/**
 * How one topic is consumed.
 *
 * @param topic the topic
 * @param groupId the consumer group
 * @param window most records in flight at once, 1 to {@link #MAX_WINDOW}
 * @param windowBytes most bytes of records in flight at once; one record may exceed it alone
 * @param drain longest to wait for records in flight when partitions are taken away or the consumer closes
 * @param retryFirst delay before a record whose handling threw is handled again; doubles each time
 * @param retryMost longest such delay
 * @param commitEvery how often completed offsets are committed
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
    /** Twice as many offsets (in flight and polled ahead) always fit into a commit's metadata. */
    public static final int MAX_WINDOW = 500;

    public InFlightSettings {
        if (window < 1 || window > MAX_WINDOW) {
            throw new IllegalArgumentException(
                    "the window of " + topic + " is " + window + "; use 1 to " + MAX_WINDOW + " records");
        }
        if (windowBytes < 1
                || drain.isNegative()
                || !retryFirst.isPositive()
                || retryMost.compareTo(retryFirst) < 0
                || !commitEvery.isPositive()) {
            throw new IllegalArgumentException("the bounds of consuming " + topic
                    + " must be positive, and the longest retry" + " delay not below the first");
        }
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
