package channel.every.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
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

    /** No exit code: a mistake of ours, told with its stack. */
    private static final int UNEXPECTED = -1;

    private EcNode() {}

    public static void main(String[] arguments) {
        System.exit(
                isPlainReport(arguments)
                        ? report(arguments[1], new PrintWriter(System.out), new PrintWriter(System.err, true))
                        : commandLine(arguments).execute(arguments));
    }

    /** {@code ts-report FILE} has nothing to parse, and reflecting on a command takes longer than the rest of its start. */
    private static boolean isPlainReport(String... arguments) {
        // an option, standard input, or a file of arguments
        boolean named = arguments.length == 2 && !arguments[1].startsWith("-") && !arguments[1].startsWith("@");
        return named && arguments[0].equals("ts-report");
    }

    /** The same as the command line does with it, to the letter. */
    static int report(String file, PrintWriter out, PrintWriter err) {
        try {
            TsReport.print(Path.of(file), out);
            return 0;
        } catch (IllegalArgumentException | IOException failure) {
            err.println("ts-report: " + failure.getMessage());
            return code(failure);
        }
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
        int code = code(failure);
        if (code == UNEXPECTED) {
            throw failure;
        }
        command.getErr().println(command.getCommandName() + ": " + failure.getMessage());
        return code;
    }

    private static int code(Exception failure) {
        return switch (failure) {
            case IllegalArgumentException badInput -> BAD_INPUT;
            case IOException io -> IO_FAILURE;
            default -> UNEXPECTED;
        };
    }
}
