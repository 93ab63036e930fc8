package channel.every.cli;

import java.io.IOException;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

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
            MoqPublish.class,
            MoqSubscribe.class,
            ObjectOpen.class,
            ObjectSeal.class,
            PublisherProofSegment.class,
            PublisherProofWindows.class,
            PublisherProofDuplicates.class,
            PublisherProofCompare.class,
            PublisherProofRemoteCompare.class,
            PublisherProofArchiveSource.class,
            RelayCommand.class,
            RelayToken.class,
            StationCommand.class,
            TsReport.class,
            TunersCommand.class,
            WtArchive.class,
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
        System.exit(commandLine(arguments).execute(arguments));
    }

    /** The command line, as tests drive it too; without arguments all of it. */
    static CommandLine commandLine(String... arguments) {
        return commands(arguments).setExecutionExceptionHandler(EcNode::failed).setUsageHelpAutoWidth(true);
    }

    /** Only the command that is asked for: building the models of all of them takes longer than most of what they do. */
    private static CommandLine commands(String... arguments) {
        Class<?>[] all = Objects.requireNonNull(EcNode.class.getAnnotation(Command.class))
                .subcommands();
        for (Class<?> each : arguments.length == 0 ? new Class<?>[0] : all) {
            String name =
                    Objects.requireNonNull(each.getAnnotation(Command.class)).name();
            if (name.equals(arguments[0]) && each != CommandLine.HelpCommand.class) {
                return new CommandLine(CommandSpec.create().name("ec-node")).addSubcommand(name, each);
            }
        }
        return new CommandLine(new EcNode());
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
