package io.armature.quickstart;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How {@code ./armature service} makes, uses and ignores start caches, with a small program in the service's place. */
class ServiceStartCacheIT {
    private static final String SERVICE = "planner-service";
    private static final String FROM_CACHE = Greeting.class.getName() + " source: shared objects file";

    @TempDir
    private static Path recorded;

    @TempDir
    private Path app;

    @TempDir
    private Path folder;

    @BeforeAll
    static void record() throws Exception {
        jar(recorded, false);
        Script script = new Script(recorded).with(Map.of("ARMATURE_APP_FOLDER", recorded.toString()));

        Script.Ended ended =
                script.with(Map.of("ARMATURE_START_CACHE", "record")).run("service", SERVICE);

        assertThat(ended.out()).contains("greetings");
        assertThat(recorded.resolve("start.aot.new")).isNotEmptyFile();
        assertThat(recorded.resolve("start.aot")).doesNotExist();
    }

    @BeforeEach
    void unpack() throws IOException {
        // The very same jar, since its time and size tell the JVM whether the cache is of it.
        Files.copy(recorded.resolve(jarName()), app.resolve(jarName()), StandardCopyOption.COPY_ATTRIBUTES);
    }

    @Test
    void aCacheIsUsed() throws Exception {
        Path here = recorded.resolve("start.aot");
        Files.copy(recorded.resolve("start.aot.new"), here);
        try {
            assertThat(run(recorded)).contains(FROM_CACHE);
            assertThat(told(recorded)).isEmpty();
        } finally {
            Files.delete(here);
        }
    }

    @Test
    void aCacheOfOtherJarsIsIgnoredAndTheLogSaysSo() throws Exception {
        Files.copy(recorded.resolve("start.aot.new"), app.resolve("start.aot"));
        Files.delete(app.resolve(jarName()));
        jar(app, true);
        // Built later; by more than file systems round.
        Files.setLastModifiedTime(
                app.resolve(jarName()), FileTime.from(Instant.now().plusSeconds(60)));

        assertThat(run(app)).doesNotContain(FROM_CACHE);
        assertThat(told(app)).contains("is not used, since", jarName() + " is newer", "prepare services");
    }

    @Test
    void aCacheOfAnotherJdkIsIgnoredAndTheLogSaysSo() throws Exception {
        String text = Files.readString(recorded.resolve("start.aot.new"), ISO_8859_1);
        String version = System.getProperty("java.vm.version");
        assertThat(text.indexOf(version)).isBetween(0, 4096);
        Files.writeString(
                app.resolve("start.aot"),
                text.replaceFirst(Pattern.quote(version), "9".repeat(version.length())),
                ISO_8859_1);

        assertThat(run(app)).doesNotContain(FROM_CACHE);
        assertThat(told(app)).contains("different version or build");
    }

    @Test
    void anEmptyFileIsNoCache() throws Exception {
        Files.createFile(app.resolve("start.aot"));

        assertThat(run(app)).doesNotContain(FROM_CACHE);
        assertThat(told(app)).isEmpty();
    }

    /** Which classes it loaded, and from where. */
    private String run(Path from) throws Exception {
        Path loaded = folder.resolve("loaded.txt");
        Script.Ended ended = new Script(folder)
                .with(Map.of(
                        "ARMATURE_APP_FOLDER",
                        from.toString(),
                        "ARMATURE_START_CACHE",
                        "",
                        "JAVA_OPTS",
                        "-Xlog:class+load:file=" + loaded))
                .run("service", SERVICE, "you");

        assertThat(ended.out()).contains("greetings you");
        assertThat(ended.exitCode()).isZero();
        return Files.readString(loaded);
    }

    private static String told(Path from) throws IOException {
        Path log = from.resolve("start-cache.log");
        return Files.exists(log) ? Files.readString(log) : "";
    }

    private static void jar(Path folder, boolean another) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Greeting.class.getName());
        String entry = Greeting.class.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(folder.resolve(jarName()));
                JarOutputStream jar = new JarOutputStream(file, manifest);
                InputStream code =
                        Objects.requireNonNull(Greeting.class.getClassLoader().getResourceAsStream(entry))) {
            jar.putNextEntry(new JarEntry(entry));
            code.transferTo(jar);
            if (another) {
                jar.putNextEntry(new JarEntry("another"));
            }
        }
    }

    private static String jarName() throws IOException {
        try (Stream<Path> built = Files.list(Script.ROOT.resolve(SERVICE).resolve("target"))) {
            return built.map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith("-exec.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("there is no runnable jar of " + SERVICE));
        }
    }
}
