package io.armature.quickstart;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A stack that is stopped in good order, also by Ctrl-C. */
final class Running implements AutoCloseable {
    private final Installation installation;
    private final Stack stack;
    private final AtomicBoolean stopped = new AtomicBoolean();

    private Running(Installation installation, Stack stack) {
        this.installation = installation;
        this.stack = stack;
    }

    static Running start(Installation installation, Optional<String> modelBaseUrl, Consumer<String> says)
            throws Exception {
        // The services would each stop themselves at once on Ctrl-C; here the order matters.
        System.setProperty("spring.main.register-shutdown-hook", "false");
        Running running = new Running(installation, Stack.start(installation, modelBaseUrl, says));
        installation.running(running.stack.endpoints());
        Runtime.getRuntime().addShutdownHook(new Thread(running::close, "stop"));
        return running;
    }

    Endpoints endpoints() {
        return stack.endpoints();
    }

    @Override
    public void close() {
        if (stopped.compareAndSet(false, true)) {
            installation.stopped();
            stack.close();
        }
    }
}
