package io.armature.quickstart;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The real {@code ./armature}, in processes of its own, on folders of its own. */
final class Script {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Duration LONGEST = Duration.ofMinutes(8);

    private final Path folder;
    private final Map<String, String> environment;

    Script(Path folder) {
        this(folder, Map.of());
    }

    private Script(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    Script with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(more);
        return new Script(folder, all);
    }

    /** How a command ended. */
    record Ended(int exitCode, String out, String err) {}

    /** Runs a command to its end. */
    Ended run(String... arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        Process process = builder(List.of(), arguments)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        process.getOutputStream().close();
        if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException(
                    List.of(arguments) + " did not end; it wrote " + Files.readString(out) + Files.readString(err));
        }
        return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /** Runs a command on a terminal of so many columns, and gives what it drew. */
    String onTerminal(int columns, String... arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "terminal", ".txt");
        String command =
                "stty cols " + columns + "; exec " + ROOT.resolve("armature") + " " + String.join(" ", arguments);
        Process process = builder(List.of("script", "-qec", command, "/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException(command + " did not end; it wrote " + Files.readString(out));
        }
        return Files.readString(out);
    }

    /**
     * Starts a command that stays, as the leader of a process group of its own, with signals as a terminal gives them:
     * a shell has its background jobs ignore Ctrl-C.
     */
    Started start(String... arguments) throws IOException {
        Path out = Files.createTempFile(folder, "started", ".txt");
        Process process = builder(List.of("env", "--default-signal=INT,TERM", "setsid"), arguments)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        return new Started(process, out);
    }

    private ProcessBuilder builder(List<String> before, String... arguments) {
        List<String> command = new ArrayList<>(before);
        if (!command.contains("script")) {
            command.add(ROOT.resolve("armature").toString());
            command.addAll(List.of(arguments));
        }
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("OPENAI_") || name.startsWith("ANTHROPIC_"));
        builder.environment().keySet().removeIf(name -> name.startsWith("ARMATURE_"));
        builder.environment().put("ARMATURE_FOLDER", folder.toString());
        builder.environment().put("ARMATURE_START_CACHE", "off");
        builder.environment().put("TERM", "xterm");
        builder.environment().put("LANG", "C.UTF-8");
        builder.environment().remove("LC_ALL");
        builder.environment().putAll(environment);
        return builder;
    }

    /** A command that stays. */
    static final class Started implements AutoCloseable {
        private final Process process;
        private final Path out;

        private Started(Process process, Path out) {
            this.process = process;
            this.out = out;
        }

        String out() {
            try {
                return Files.readString(out);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        void awaitSaid(String text) {
            await().atMost(LONGEST)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> out().contains(text) || !process.isAlive());
            if (!out().contains(text)) {
                throw new IllegalStateException("it ended with " + process.exitValue() + " and said only: " + out());
            }
        }

        /** What it started in its turn. */
        List<ProcessHandle> children() {
            return process.descendants().toList();
        }

        /** As Ctrl-C does: to the whole group. */
        void signalGroup(String signal) throws IOException, InterruptedException {
            signal(signal, "-" + process.pid());
        }

        /** To the one process. */
        void signal(String signal) throws IOException, InterruptedException {
            signal(signal, Long.toString(process.pid()));
        }

        private static void signal(String signal, String to) throws IOException, InterruptedException {
            int code = new ProcessBuilder("kill", "-" + signal, "--", to)
                    .inheritIO()
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IllegalStateException("kill -" + signal + " " + to + " ended with " + code);
            }
        }

        /** Waits until it has ended. */
        int exitCode() throws InterruptedException {
            if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("it did not end; it said: " + out());
            }
            return process.exitValue();
        }

        @Override
        public void close() {
            List<ProcessHandle> all = new ArrayList<>(children());
            all.add(process.toHandle());
            all.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
