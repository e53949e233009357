package io.armature.quickstart;

import java.io.PrintStream;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How a command prints. */
final class Output {
    @Option(names = "--plain", description = "plain lines, nothing drawn again (the default when not on a terminal)")
    private boolean plain;

    @Option(names = "--json", description = "JSON only, for scripts")
    private boolean json;

    boolean isJson() {
        return json;
    }

    ProgressView progress(PrintStream out) {
        return new ProgressView(
                out,
                plain || json
                        ? Terminal.NONE
                        : Terminal.of(Optional.ofNullable(System.getProperty("armature.columns")), System.getenv()));
    }
}
