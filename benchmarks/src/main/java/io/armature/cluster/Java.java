package io.armature.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Commands that start JVMs like this one. */
final class Java {
    private Java() {}

    /** Runs the main method of a class of this class path. */
    static ProcessBuilder main(List<String> options, Class<?> main, String... arguments) {
        return command(options, List.of("-cp", System.getProperty("java.class.path"), main.getName()), arguments);
    }

    /** Runs a jar. */
    static ProcessBuilder jar(List<String> options, Path jar, String... arguments) {
        return command(options, List.of("-jar", jar.toString()), arguments);
    }

    /** Runs a service as a user does, by {@code ./armature service}, which starts it from its unpacked jars. */
    static ProcessBuilder script(
            Path home, List<String> options, String startCache, String module, String... arguments) {
        List<String> command = new ArrayList<>(List.of(home.resolve("armature").toString(), "service", module));
        command.addAll(List.of(arguments));
        ProcessBuilder recipe = new ProcessBuilder(command);
        recipe.environment().put("JAVA_OPTS", String.join(" ", options));
        recipe.environment().put("JAVA_HOME", System.getProperty("java.home"));
        recipe.environment().put("ARMATURE_START_CACHE", startCache);
        return recipe;
    }

    /**
     * The runnable jar of a module.
     *
     * @throws IllegalStateException when it has not been built
     */
    static Path executable(Path home, String module) {
        Path target = home.resolve(module).resolve("target");
        if (Files.isDirectory(target)) {
            try (Stream<Path> files = Files.list(target)) {
                List<Path> jars = files.filter(file -> file.toString().endsWith("-exec.jar"))
                        .toList();
                if (jars.size() == 1) {
                    return jars.getFirst();
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot look into " + target, e);
            }
        }
        throw new IllegalStateException("there is no runnable jar in " + target + "; run ./mvnw -DskipTests package");
    }

    private static ProcessBuilder command(List<String> options, List<String> what, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(what);
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }
}
