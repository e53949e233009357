package io.armature.quickstart;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * The main class of the registry's process: Apicurio's own, bound to the life of the process that started it. Its
 * standard input ends when that process does, also by {@code kill -9}; then this one stops. A Ctrl-C in the terminal
 * reaches both: this one leaves it to its parent, which stops it last.
 */
final class RegistryProcess {
    private static final String REGISTRY = "io.quarkus.bootstrap.runner.QuarkusEntryPoint";

    private RegistryProcess() {}

    /** Runs until its standard input ends, or it is told to terminate. */
    public static void main(String... args) throws Throwable {
        Signal.handle(new Signal("INT"), SignalHandler.SIG_IGN);
        Thread.ofPlatform().daemon().name("parent").start(RegistryProcess::stopWithTheParent);
        try {
            Class.forName(REGISTRY).getMethod("main", String[].class).invoke(null, (Object) args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static void stopWithTheParent() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is ever said; only the end counts.
            }
        } catch (IOException e) {
            // The pipe is broken: the same.
        }
        System.exit(0);
    }
}
