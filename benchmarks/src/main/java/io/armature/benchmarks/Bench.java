package io.armature.benchmarks;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./armature bench}: one command per table of targets. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures Armature on this machine: real broker and registry, every service a process of its own,"
                + " against the simulator.",
        subcommands = {
            SpeedCommand.class,
            StartCommand.class,
            CostCommand.class,
            ProfileCommand.class,
            SoakCommand.class,
            WeekCommand.class
        })
public final class Bench {
    private Bench() {}

    /** Runs one command. */
    public static void main(String... args) {
        System.exit(new CommandLine(new Bench()).execute(args));
    }
}
