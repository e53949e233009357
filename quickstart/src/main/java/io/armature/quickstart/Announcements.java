package io.armature.quickstart;

import java.util.Locale;
import java.util.function.Consumer;

/** Tells people what is ready, where, and after how long. */
final class Announcements {
    private final Consumer<String> out;
    private final long begun = System.nanoTime();

    Announcements(Consumer<String> out) {
        this.out = out;
    }

    /** Anything worth a line. */
    synchronized void say(String text) {
        out.accept(text);
    }

    /** A part of the whole serves from now on. */
    void ready(String part, String where) {
        say(String.format(Locale.ROOT, "  %5.1f s  %-12s %s", (System.nanoTime() - begun) / 1e9, part, where));
    }
}
