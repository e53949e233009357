package io.armature.assembler;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * How the assembler runs.
 *
 * @param stateFolder where state is kept; it is restored from Kafka when lost
 * @param instance host and port under which the other assemblers reach this one, for example {@code assembler-1:8081}
 * @param threads stream threads; at least 1, more than there are partitions are idle
 * @param stateMemory memory of all state stores together, at least 32 MB: caches and what is not yet on disk. The heap
 *     is not part of it
 * @param commitInterval longest time until what was read, and progress, is committed and so seen by others; 1 ms or
 *     more. The end of a plan is committed at once. Shorter costs more transactions
 * @param keepEnded how long the document of an ended plan can be asked for over HTTP; {@code plan.completed} is the
 *     lasting record
 * @param rememberEnded how long it is known that a plan has ended, and how; at least {@code keepEnded}, and as long as
 *     intake knows the requests it has seen, so that what comes late cannot begin the plan anew
 * @param largestEvent bytes that a plan's last event may have, 64 KB to 8128 KB, which is what its topic takes; a
 *     larger document is kept here, and the event refers to it
 * @param largestDocument bytes that a document may have, from {@code largestEvent} to 256 MB; a plan whose document is
 *     larger fails. It is held in memory while its plan ends, so the heap must have room for several times as much
 * @param progressPerSecond steps that are told of one plan in a second, once its first 50 have been told; at least 1
 * @param progressWindow progress events kept in memory for clients that come back, at least 100
 * @param heartbeat longest silence on a stream of progress, 100 ms or more; after two of these a client that has gone
 *     is noticed
 */
@ConfigurationProperties("armature.assembler")
public record AssemblerSettings(
        String stateFolder,
        String instance,
        int threads,
        DataSize stateMemory,
        Duration commitInterval,
        Duration keepEnded,
        Duration rememberEnded,
        DataSize largestEvent,
        DataSize largestDocument,
        int progressPerSecond,
        int progressWindow,
        Duration heartbeat) {
    private static final DataSize LEAST_EVENT = DataSize.ofKilobytes(64);
    private static final DataSize MOST_EVENT = DataSize.ofKilobytes(8128);
    private static final DataSize MOST_DOCUMENT = DataSize.ofMegabytes(256);
    private static final DataSize LEAST_MEMORY = DataSize.ofMegabytes(32);

    /** @throws IllegalArgumentException when one is out of its range */
    public AssemblerSettings {
        check(!stateFolder.isBlank(), "state-folder must name a folder");
        check(instance.matches("[^:/]+:\\d+"), "instance must be host:port, for example assembler-1:8081");
        check(threads >= 1, "threads must be at least 1");
        check(stateMemory.compareTo(LEAST_MEMORY) >= 0, "state-memory must be at least 32MB");
        check(commitInterval.toMillis() >= 1, "commit-interval must be at least 1ms");
        check(keepEnded.isPositive(), "keep-ended must be positive");
        check(rememberEnded.compareTo(keepEnded) >= 0, "remember-ended must be at least keep-ended");
        check(
                largestEvent.compareTo(LEAST_EVENT) >= 0 && largestEvent.compareTo(MOST_EVENT) <= 0,
                "largest-event must be 64KB to 8128KB");
        check(
                largestDocument.compareTo(largestEvent) >= 0 && largestDocument.compareTo(MOST_DOCUMENT) <= 0,
                "largest-document must be from largest-event to 256MB");
        check(progressPerSecond >= 1, "progress-per-second must be at least 1");
        check(progressWindow >= 100, "progress-window must be at least 100");
        check(heartbeat.toMillis() >= 100, "heartbeat must be at least 100ms");
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException("armature.assembler." + otherwise);
        }
    }
}
