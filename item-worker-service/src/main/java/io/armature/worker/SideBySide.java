package io.armature.worker;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Work of one record that is done at the same time, each part on a virtual thread of its own. */
final class SideBySide {
    private SideBySide() {}

    /** One part. */
    @FunctionalInterface
    interface Task {
        void run() throws InterruptedException;
    }

    /**
     * Does all of it; returns, or fails as the first of them failed, when the last has ended.
     *
     * @throws InterruptedException when this thread or one of theirs was interrupted; then all are
     */
    static void run(List<Task> tasks) throws InterruptedException {
        List<Callable<@Nullable Void>> calls = tasks.stream()
                .<Callable<@Nullable Void>>map(task -> () -> {
                    task.run();
                    return null;
                })
                .toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<@Nullable Void> ended : threads.invokeAll(calls)) {
                ended.get();
            }
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case InterruptedException interrupted -> throw interrupted;
                case RuntimeException failure -> throw failure;
                case Error error -> throw error;
                case null, default -> throw new IllegalStateException(e.getCause());
            }
        }
    }
}
