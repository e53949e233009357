package io.armature.inflight;

import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many records, and bytes of them, are in flight; the slots to run in. Thread-safe, but for {@link #isFull}.
 *
 * <p>Once full, it stays so until a sixteenth of it is free, or at least one record or byte: a poll for each place that
 * becomes free costs more than the places that stand empty meanwhile.
 */
final class Window {
    private static final int PART_TO_FREE = 16;

    private final int mostRecords;
    private final int roomRecords;
    private final long mostBytes;
    private final long roomBytes;
    private final Runnable whenRoom;
    private final Semaphore slots;
    private final AtomicInteger records = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong tickets = new AtomicLong();
    private final ConcurrentSkipListMap<Long, Long> startedNanos = new ConcurrentSkipListMap<>();
    private boolean full;

    Window(InFlightSettings settings, Runnable whenRoom) {
        this.mostRecords = settings.window();
        this.roomRecords = mostRecords - Math.max(1, mostRecords / PART_TO_FREE);
        this.mostBytes = settings.windowBytes();
        this.roomBytes = mostBytes - Math.max(1, mostBytes / PART_TO_FREE);
        this.whenRoom = whenRoom;
        this.slots = new Semaphore(settings.window(), true);
    }

    /** Asked by the poll thread only. */
    boolean isFull() {
        full = full ? !hasRoom() : records.get() >= mostRecords || bytes.get() >= mostBytes;
        return full;
    }

    private boolean hasRoom() {
        return records.get() <= roomRecords && bytes.get() <= roomBytes;
    }

    /** A record was polled; gives the ticket to {@link #leave} with. */
    long enter(int size) {
        records.incrementAndGet();
        bytes.addAndGet(size);
        long ticket = tickets.incrementAndGet();
        startedNanos.put(ticket, System.nanoTime());
        return ticket;
    }

    void leave(long ticket, int size) {
        startedNanos.remove(ticket);
        long bytesLeft = bytes.addAndGet(-size);
        int recordsLeft = records.decrementAndGet();
        // Whoever reaches a bound says so: exactly one of any number that leave at the same time.
        boolean makesRoom = recordsLeft == roomRecords || (bytesLeft <= roomBytes && bytesLeft + size > roomBytes);
        if (makesRoom && hasRoom()) {
            whenRoom.run();
        }
    }

    /** Waits for a slot to run in. */
    void acquireSlot() throws InterruptedException {
        slots.acquire();
    }

    void releaseSlot() {
        slots.release();
    }

    int records() {
        return records.get();
    }

    long bytes() {
        return bytes.get();
    }

    double oldestSeconds() {
        var oldest = startedNanos.firstEntry();
        return oldest == null ? 0 : (System.nanoTime() - oldest.getValue()) / 1e9;
    }
}
