package io.armature.quickstart.authoring;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code blueprint}: what an author needs, without a model being called. */
@Command(
        name = "blueprint",
        mixinStandardHelpOptions = true,
        description = {
            "For authors of blueprints; docs/guide.md leads from nothing to a working one.",
            "No model is called by any of these."
        },
        subcommands = {NewCommand.class, CheckCommand.class, TryCommand.class, EstimateCommand.class},
        synopsisSubcommandLabel = "(new | check | try | estimate)")
public final class BlueprintCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().usage(System.out);
        }
    }
}
