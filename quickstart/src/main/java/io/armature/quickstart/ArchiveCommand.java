package io.armature.quickstart;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code archive}: the files of a document as a zip. */
@Command(
        name = "archive",
        mixinStandardHelpOptions = true,
        description = "Writes the files of a document, such as code-project's, into a zip.")
final class ArchiveCommand implements Callable<Integer> {
    @Parameters(paramLabel = "JOB_ID")
    private String jobId = "";

    @Option(names = "--to", paramLabel = "FILE", description = "where to write it; JOB_ID.zip if not said")
    private @Nullable Path to;

    @Option(names = "--partial", description = "what is there of a plan that goes on")
    private boolean partial;

    @Override
    public Integer call() throws Exception {
        Path file = to == null ? Path.of(jobId.replaceAll("[^A-Za-z0-9._-]", "_") + ".zip") : to;
        Client.here().archive(jobId, partial, file);
        System.out.println(file);
        return Exit.DONE;
    }
}
