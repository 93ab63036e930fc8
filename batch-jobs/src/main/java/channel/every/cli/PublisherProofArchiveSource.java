package channel.every.cli;

import channel.every.archive.file.FileObjectStore;
import channel.every.archive.file.JsonLinesIndex;
import channel.every.encode.ffmpeg.FfmpegEncoder;
import channel.every.identity.HostIdentity;
import channel.every.identity.Label;
import channel.every.identity.SourceIdentity;
import channel.every.identity.SourceKey;
import channel.every.identity.SourceKind;
import channel.every.identity.StreamId;
import channel.every.proof.ArchiveOutcome;
import channel.every.proof.CutWindow;
import channel.every.proof.NotTransportStreamException;
import channel.every.proof.ProofArchiver;
import channel.every.proof.SourceArchive;
import channel.every.proof.WindowReader;
import channel.every.window.ChopperSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ec-node publisher-proof-archive-source}: a publisher that archives proof, from a file once or from HTTP for ever. */
@Command(
        name = "publisher-proof-archive-source",
        description =
                "Encodes every source-clock window freshly and archives it on the proof track. A file is read once; an "
                        + "http URL for ever, with a new attempt after each failure.",
        mixinStandardHelpOptions = true)
final class PublisherProofArchiveSource implements Callable<Integer> {
    @Option(
            names = "--input",
            paramLabel = "FILE|URL",
            required = true,
            description = "A recording, or MPEG-TS over http.")
    private String input = "";

    @Option(
            names = "--broadcast",
            paramLabel = "NAME",
            required = true,
            description = "The logical channel, such as la-kcop.")
    private String broadcast = "";

    @Option(names = "--cas-root", paramLabel = "DIR", required = true, description = "Where objects are stored.")
    private Path casRoot = Path.of("");

    @Option(
            names = "--manifest-root",
            paramLabel = "DIR",
            required = true,
            description = "Where this publisher's index is kept.")
    private Path manifestRoot = Path.of("");

    @Option(
            names = "--source-node",
            paramLabel = "NAME",
            description = "Who archives (default: this host's name and id).")
    private @Nullable String sourceNode;

    @Option(names = "--max-windows", paramLabel = "N", description = "End after so many archived windows.")
    private long mostWindows = Long.MAX_VALUE;

    @Mixin
    private ProofOptions options = new ProofOptions();

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        boolean live = input.startsWith("http://") || input.startsWith("https://");
        Label channel = new Label(broadcast);
        SourceIdentity identity = new SourceIdentity(node(), new Label("s-" + UUID.randomUUID()));
        Path file = live ? Path.of("") : ProofInputs.readable(input);
        FfmpegEncoder encoder = options.encoder();
        try (JsonLinesIndex index = new JsonLinesIndex(manifestRoot)) {
            ProofArchiver archiver = new ProofArchiver(
                    new FileObjectStore(casRoot),
                    index,
                    identity,
                    channel,
                    new StreamId(
                                    new SourceKey(live ? SourceKind.HTTP : SourceKind.FILE, null, null),
                                    options.profile().name(),
                                    SourceArchive.VARIANT)
                            .toString(),
                    encoder.profileHash(),
                    InstantSource.system());
            SourceArchive archive = new SourceArchive(
                    options.profile().name(),
                    encoder,
                    archiver,
                    new Told(command.commandLine().getErr()));
            if (live) {
                follow(archive);
            } else {
                read(archive, file);
            }
        }
        return 0;
    }

    private void read(SourceArchive archive, Path file) throws IOException, InterruptedException {
        try (InputStream in = Files.newInputStream(file)) {
            long archived = archive.run(new WindowReader(in, input, options.recording()), mostWindows);
            command.commandLine().getErr().println(archived + " windows archived");
        }
    }

    private void follow(SourceArchive archive) throws IOException, InterruptedException {
        PrintWriter err = command.commandLine().getErr();
        ChopperSettings settings = options.applied(ChopperSettings.live(options.cadence(), InstantSource.system()));
        LiveSource source = new LiveSource(URI.create(input), err);
        long archived = 0;
        while (archived < mostWindows) {
            try (InputStream in = source.open()) {
                archived += archive.run(new WindowReader(in, input, settings), mostWindows - archived);
            } catch (NotTransportStreamException e) {
                err.println(e.getMessage());
            }
        }
    }

    private Label node() throws IOException {
        return sourceNode != null
                ? new Label(sourceNode)
                : HostIdentity.read(
                                InetAddress.getLocalHost().getHostName(), HostIdentity.MACHINE_ID, HostIdentity.BOOT_ID)
                        .sourceNode();
    }

    /** A line on standard error for each window. */
    private record Told(PrintWriter err) implements SourceArchive.Listener {
        @Override
        public void archived(CutWindow cut, ArchiveOutcome outcome) {
            tell(
                    cut,
                    switch (outcome) {
                        case ArchiveOutcome.Archived archived -> "archived";
                        case ArchiveOutcome.Refused refused -> "not archived: " + refused.reason();
                    });
        }

        @Override
        public void failed(CutWindow cut, String reason) {
            tell(cut, "FAILED: " + reason);
        }

        private void tell(CutWindow cut, String outcome) {
            err.println("window " + cut.window().index().value() + " " + outcome);
            err.flush();
        }
    }
}
