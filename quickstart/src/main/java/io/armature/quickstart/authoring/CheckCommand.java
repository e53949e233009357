package io.armature.quickstart.authoring;

import io.armature.blueprints.Blueprint;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code blueprint check}: all faults at once. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Tells everything that is wrong with a blueprint: file, line, what, and what to do.")
final class CheckCommand implements Callable<Integer> {
    @Mixin
    private Chosen chosen = new Chosen();

    @Override
    public Integer call() throws Exception {
        Blueprint blueprint = chosen.read(Catalogue.here());
        System.out.println(blueprint + " is good: skeleton, and items of the kinds " + blueprint.kinds());
        return 0;
    }
}
