package io.armature.inflight;

import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** How many records, and bytes of them, are in flight; the slots to run in. Thread-safe. */
final class Window {
    private final int mostRecords;
    private final long mostBytes;
    private final Runnable whenRoom;
    private final Semaphore slots;
    private final AtomicInteger records = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong tickets = new AtomicLong();
    private final ConcurrentSkipListMap<Long, Long> startedNanos = new ConcurrentSkipListMap<>();

    Window(InFlightSettings settings, Runnable whenRoom) {
        this.mostRecords = settings.window();
        this.mostBytes = settings.windowBytes();
        this.whenRoom = whenRoom;
        this.slots = new Semaphore(settings.window(), true);
    }

    boolean isFull() {
        return records.get() >= mostRecords || bytes.get() >= mostBytes;
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
        // Whoever goes below a bound says so: exactly one of any number that leave at the same time.
        boolean makesRoom = recordsLeft == mostRecords - 1 || (bytesLeft < mostBytes && bytesLeft + size >= mostBytes);
        if (makesRoom && !isFull()) {
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
