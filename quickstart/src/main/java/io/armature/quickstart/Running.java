package io.armature.quickstart;

import java.nio.channels.FileLock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A stack that is stopped in good order and in bounded time, also by Ctrl-C, also while it starts. */
final class Running implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Running.class);

    /** Services drain 5 s and let their clients go; then broker and registry, at most 10 s each. */
    private static final Duration LONGEST_STOP = Duration.ofSeconds(45);

    /** Making a start cache takes its time, and nobody waits for it at a terminal. */
    private static final Duration LONGEST_RECORDING = Duration.ofMinutes(5);

    private final Installation installation;
    private final Stack stack;
    private final FileLock lock;
    private final Announcements says;
    private final Duration longestStop;
    private final AtomicBoolean stopped = new AtomicBoolean();

    private Running(Installation installation, Stack stack, FileLock lock, Announcements says, Duration longestStop) {
        this.installation = installation;
        this.stack = stack;
        this.lock = lock;
        this.says = says;
        this.longestStop = longestStop;
    }

    /** What is to be started, and how. */
    record Wish(boolean fresh, ModelChoice models, StartCache registryCache) {}

    /**
     * Starts everything; ready when it returns.
     *
     * @throws Complaint when another process runs on these folders
     */
    static Running start(Installation installation, Wish wish, Announcements says) throws Exception {
        // The services would each stop themselves at once on Ctrl-C; here the order matters.
        System.setProperty("spring.main.register-shutdown-hook", "false");
        FileLock lock = installation.lock();
        if (installation.wasKilled()) {
            says.say("The last run did not stop in good order (it was killed); its data is taken over.");
        }
        if (wish.fresh()) {
            installation.forget();
        }
        Ports ports = Ports.free();
        ports.moved().forEach(says::say);
        says.say(wish.models().description());
        Running running = new Running(
                installation,
                new Stack(Parts.of(ports, wish.models().simulated().isPresent()), ports),
                lock,
                says,
                wish.registryCache().recording() ? LONGEST_RECORDING : LONGEST_STOP);
        Runtime.getRuntime().addShutdownHook(new Thread(running::close, "stop"));
        try {
            installation.starting();
            running.stack.open(installation, wish.models(), wish.registryCache(), says);
            installation.running(running.stack.parts());
            return running;
        } catch (Exception e) {
            if (running.stopped.get()) {
                // Stopped while it was starting: no fault, and the process is about to end.
                new CountDownLatch(1).await();
            }
            running.close();
            throw e;
        }
    }

    Endpoints endpoints() {
        return stack.parts().endpoints();
    }

    @Override
    public void close() {
        if (!stopped.compareAndSet(false, true)) {
            return;
        }
        says.say("\nStopping.");
        Thread stopping = Thread.ofPlatform().name("stopping").start(stack::close);
        try {
            if (!stopping.join(longestStop)) {
                LOG.error("not stopped within {}; the process ends without waiting on", longestStop);
                System.err.println("Not stopped within " + longestStop.toSeconds()
                        + " s; ended anyway. The next start takes the data over.");
                Runtime.getRuntime().halt(1);
            }
            installation.stopped();
            lock.close();
            says.say("Stopped.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.io.IOException e) {
            LOG.warn("the lock of {} could not be released: {}", installation.folder(), e.toString());
        }
    }
}
