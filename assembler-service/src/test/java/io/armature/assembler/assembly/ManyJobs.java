package io.armature.assembler.assembly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.util.FileSystemUtils;

/** One topology for every try of a property, each a job of its own: to open the stores takes longer than a try. */
final class ManyJobs implements AutoCloseable {
    private final Path state = Files.createTempDirectory("assembly");
    private final AssemblyDriver driver = new AssemblyDriver(state, AssemblyDriver.BOUNDS);
    private int jobs;

    ManyJobs() throws IOException {}

    AssemblyDriver driver() {
        return driver;
    }

    String nextJob() {
        jobs++;
        return "job-" + jobs;
    }

    @Override
    public void close() throws IOException {
        driver.close();
        FileSystemUtils.deleteRecursively(state);
    }
}
