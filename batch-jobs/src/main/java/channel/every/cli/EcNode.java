package channel.every.cli;

import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point of {@code ec-node}. */
@Command(
        name = "ec-node",
        description = "Proves that receivers of one broadcast hold the same bytes.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ArchiveConvergence.class,
            ArchiveConvergenceMeasure.class,
            ArchiveConvergenceMeasureServe.class,
            ArchiveConvergenceServe.class,
            ArchivePrune.class,
            ArchiveServe.class,
            ArchiveSyncCommand.class,
            ArchiveVerify.class,
            DvbList.class,
            DvbReceive.class,
            EncodeProfiles.class,
            Explain.class,
            CommandLine.HelpCommand.class,
            ControlBridgeWeb.class,
            ManifestKeys.class,
            ManifestMake.class,
            ManifestVerify.class,
            MoqDecode.class,
            ObjectOpen.class,
            ObjectSeal.class,
            PublisherProofSegment.class,
            PublisherProofWindows.class,
            PublisherProofDuplicates.class,
            PublisherProofCompare.class,
            PublisherProofRemoteCompare.class,
            PublisherProofArchiveSource.class,
            StationCommand.class,
            TsReport.class,
            TunersCommand.class,
            WtPublish.class,
        },
        footer = {
            "",
            "Exit codes: 0 done, 1 not proven (with --require-ok), 2 bad usage or input, 3 I/O or remote failure."
        })
public final class EcNode {
    static final int NOT_PROVEN = 1;
    static final int BAD_INPUT = 2;
    static final int IO_FAILURE = 3;

    private EcNode() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The whole command line, as tests drive it too. */
    static CommandLine commandLine() {
        return new CommandLine(new EcNode())
                .setExecutionExceptionHandler(EcNode::failed)
                .setUsageHelpAutoWidth(true);
    }

    /** One line on stderr; what the user gave wrong is 2, what the machine could not do is 3. */
    private static int failed(Exception failure, CommandLine command, CommandLine.ParseResult parsed) throws Exception {
        int code = switch (failure) {
            case IllegalArgumentException badInput -> BAD_INPUT;
            case IOException io -> IO_FAILURE;
            default -> throw failure;
        };
        command.getErr().println(command.getCommandName() + ": " + failure.getMessage());
        return code;
    }
}
