package io.armature.quickstart;

import io.armature.quickstart.authoring.BlueprintCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. */
@Command(
        name = "armature",
        mixinStandardHelpOptions = true,
        versionProvider = Armature.Version.class,
        description = "Large structured documents from language models, on Kafka.",
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            SubmitCommand.class,
            CompareCommand.class,
            StatusCommand.class,
            WatchCommand.class,
            ShowCommand.class,
            ArchiveCommand.class,
            PlansCommand.class,
            BlueprintCommand.class,
            PrepareCommand.class,
            ServiceCommand.class,
            RehearseCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done; the plan is complete",
            "1:an error, told on standard error",
            "2:bad usage: an unknown option, a file that cannot be read or is not JSON",
            "3:the plan is partial",
            "4:the plan failed",
            "5:the request was rejected",
            "6:Armature is not running here",
            "7:the plan was cancelled",
            "130:stopped by Ctrl-C (143: by SIGTERM)"
        })
public final class Armature {
    private static final Logger LOG = LoggerFactory.getLogger(Armature.class);

    private Armature() {}

    /** Runs one command. */
    public static void main(String... args) {
        System.exit(new CommandLine(new Armature())
                .setExecutionExceptionHandler((failure, command, parsed) -> told(failure, command))
                .execute(args));
    }

    private static int told(Exception failure, CommandLine command) {
        PrintWriter err = command.getErr();
        return switch (failure) {
            case Complaint complaint -> {
                err.println(complaint.getMessage());
                yield complaint.exitCode();
            }
            case ConnectException away -> {
                LOG.warn("{} could not connect", command.getCommandName(), away);
                Complaint notRunning = Complaint.notRunning();
                err.println(notRunning.getMessage());
                yield notRunning.exitCode();
            }
            default -> {
                LOG.error("{} failed", command.getCommandName(), failure);
                boolean plain = failure instanceof IOException || failure instanceof UncheckedIOException;
                err.println((plain ? failure.getMessage() : failure) + "; details are in "
                        + System.getProperty("armature.log", ".armature/armature.log"));
                yield Exit.ERROR;
            }
        };
    }

    /** As the build names it. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Armature.class.getPackage().getImplementationVersion();
            return new String[] {"armature " + (version == null ? "(not packaged)" : version)};
        }
    }
}
