package io.armature.quickstart;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;

/**
 * The command line. Exit codes: 0 done, 1 failed, 2 bad usage, 3 the plan is partial, 4 the plan failed or was
 * rejected.
 */
@Command(
        name = "armature",
        mixinStandardHelpOptions = true,
        description = "Large structured documents from language models, on Kafka.",
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            SubmitCommand.class,
            StatusCommand.class,
            WatchCommand.class,
            ShowCommand.class,
            PlansCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:failed",
            "2:bad usage",
            "3:the plan is partial",
            "4:the plan failed or was rejected"
        })
public final class Armature {
    private static final org.slf4j.Logger LOG = org.slf4j.LoggerFactory.getLogger(Armature.class);

    private Armature() {}

    /** Runs one command. */
    public static void main(String... args) {
        IExecutionExceptionHandler plainly = (failure, command, parsed) -> {
            boolean plain = failure instanceof Client.Refused
                    || failure instanceof NotRunning
                    || failure instanceof java.io.IOException;
            if (!plain) {
                LOG.error("{} failed", command.getCommandName(), failure);
            }
            command.getErr()
                    .println(plain ? failure.getMessage() : failure + "; details are in .armature/armature.log");
            return 1;
        };
        System.exit(new CommandLine(new Armature())
                .setExecutionExceptionHandler(plainly)
                .execute(args));
    }

    /** No stack runs here. */
    static final class NotRunning extends Exception {
        NotRunning() {
            super("Armature is not running here. Start it with ./armature up, in another terminal, and try again.");
        }
    }

    /** What the end of a plan means for a script. */
    static int exitCode(String outcome) {
        return switch (outcome) {
            case "COMPLETE" -> 0;
            case "PARTIAL" -> 3;
            default -> 4;
        };
    }
}
