package io.armature.planner;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * UUIDs of version 7 (RFC 9562, 5.7): the first 48 bits are the milliseconds since 1970, so ids sort by the time they
 * were made; 74 bits are random. They name plans and plannings; they are no secrets.
 */
public final class UuidV7 {
    private static final long VERSION = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private UuidV7() {}

    /** A new one, made at this time. */
    public static UUID at(Instant now) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(
                now.toEpochMilli() << 16 | VERSION | random.nextLong(1 << 12), VARIANT | random.nextLong() >>> 2);
    }
}
