package io.armature.quickstart;

import java.io.PrintStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Progress for people: one line that is drawn again on a terminal, where its clock runs on; plain lines elsewhere. */
final class ProgressView implements AutoCloseable {
    private static final Duration BETWEEN_DRAWINGS = Duration.ofMillis(250);
    private static final String START_OF_EMPTIED_LINE = "\r\u001b[K";

    private final PrintStream out;
    private final Terminal terminal;
    private final @Nullable Thread clock;
    private @Nullable JsonNode last;
    private long lastAt;
    private String shown = "";

    ProgressView(PrintStream out, Terminal terminal) {
        this.out = out;
        this.terminal = terminal;
        this.clock = terminal.redraws()
                ? Thread.ofPlatform().daemon().name("progress").start(this::runOn)
                : null;
    }

    synchronized void show(JsonNode step) {
        last = step;
        lastAt = System.nanoTime();
        boolean ended = step.path("phase").asString("").equals("ENDED");
        String line = ProgressLine.of(step, terminal);
        if (terminal.redraws()) {
            out.print(START_OF_EMPTIED_LINE + line + (ended ? "\n" : ""));
            out.flush();
            if (ended) {
                last = null;
            }
        } else if (!line.equals(shown)) {
            out.println(line);
        }
        shown = line;
    }

    @Override
    public void close() {
        if (clock != null) {
            clock.interrupt();
        }
    }

    private void runOn() {
        try {
            while (true) {
                Thread.sleep(BETWEEN_DRAWINGS);
                drawAgain();
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    private synchronized void drawAgain() {
        if (last instanceof ObjectNode step) {
            long passed = Duration.ofNanos(System.nanoTime() - lastAt).toMillis();
            out.print(START_OF_EMPTIED_LINE + ProgressLine.of(later(step, passed), terminal));
            out.flush();
        }
    }

    /** The same step, so much later. */
    static ObjectNode later(ObjectNode step, long millis) {
        ObjectNode later = step.deepCopy();
        later.put("elapsedMs", step.path("elapsedMs").asLong(0) + millis);
        if (step.hasNonNull("remainingMs")) {
            later.put("remainingMs", Math.max(1000, step.path("remainingMs").asLong(0) - millis));
        }
        return later;
    }
}
