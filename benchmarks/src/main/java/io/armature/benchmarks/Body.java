package io.armature.benchmarks;

import io.armature.cluster.Cluster;
import io.armature.cluster.SystemProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What one process takes up at one time.
 *
 * @param resident memory, MiB
 * @param live heap that was in use after the last full collection, MiB; 0 when there was none yet, or it does not say
 * @param threads of the operating system
 * @param files files, sockets and the like that it holds open
 * @param disk its data, MiB on the disk
 */
record Body(long resident, long live, long threads, long files, long disk) {
    private static final int MEBI = 20;

    /** @param service whether it shows metrics */
    static Body of(Cluster cluster, SystemProcess process, boolean service) throws InterruptedException {
        return new Body(
                process.residentBytes() >> MEBI,
                service ? (long) process.metric("jvm_gc_live_data_size_bytes", "") >> MEBI : 0,
                process.threads(),
                process.openFiles(),
                diskMiB(cluster.dataOf(process)));
    }

    /** By {@code du}, since Kafka's files are larger than what they take up. */
    private static long diskMiB(Path folder) throws InterruptedException {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try {
            Process du = new ProcessBuilder("du", "-sk", folder.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD) // Files that go meanwhile.
                    .start();
            String said = new String(du.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            du.waitFor();
            return Long.parseLong(said.split("\\s", 2)[0]) >> 10;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot ask du for the size of " + folder, e);
        }
    }

    /** For a table of columns 33 characters wide. */
    String column() {
        return String.format(Locale.ROOT, "%5d %5d %5d %5d %5d", resident, live, threads, files, disk);
    }
}
