package io.armature.quickstart;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A JDK AOT cache (JEP 483, 514): classes of one program loaded, linked and profiled beforehand, so that it starts in a
 * fraction of the CPU time. The JVM itself checks that the cache fits the JDK and the jars, and starts without when it
 * does not.
 *
 * @param file where it is kept; need not exist
 * @param recording the program that is started makes the cache, when it ends
 */
record StartCache(Path file, boolean recording) {
    private static final Logger LOG = LoggerFactory.getLogger(StartCache.class);

    /** One to be used if it is there. */
    static StartCache at(Path file) {
        return new StartCache(file, false);
    }

    /**
     * What to tell the JVM.
     *
     * @param log where the JVM says why it could not use the cache
     */
    List<String> flags(Path log) {
        List<String> flags = new ArrayList<>();
        if (recording) {
            flags.add("-XX:AOTCacheOutput=" + file);
        } else if (Files.isRegularFile(file)) {
            flags.add("-XX:AOTCache=" + file);
        } else {
            LOG.info("startCache={} is not there; start-up takes longer. ./armature prepare makes it", file);
            return flags;
        }
        flags.add("-Xlog:aot*=off");
        flags.add("-Xlog:aot=warning:file=" + log + "::filecount=0");
        return flags;
    }
}
