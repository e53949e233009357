package io.armature.quickstart.authoring;

import picocli.CommandLine.Command;

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
    @picocli.CommandLine.Spec
    private picocli.CommandLine.Model.@org.jspecify.annotations.Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().usage(System.out);
        }
    }
}
