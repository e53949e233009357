package io.armature.quickstart;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code prepare}: done by the script, before there is a JVM; here only for the help. */
@Command(
        name = "prepare",
        mixinStandardHelpOptions = true,
        description = {
            "Makes the caches that let everything start faster (JDK AOT caches), after a build.",
            "The first demo or up does so by itself; ARMATURE_START_CACHE=off does without."
        })
final class PrepareCommand implements Callable<Integer> {
    @Override
    public Integer call() throws Complaint {
        throw Complaint.usage("Run ./armature prepare: the script itself makes the caches.");
    }
}
