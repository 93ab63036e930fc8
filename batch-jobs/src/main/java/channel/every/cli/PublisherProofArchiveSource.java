package channel.every.cli;

import channel.every.archive.file.FileObjectStore;
import channel.every.archive.file.JsonLinesIndex;
import channel.every.encode.EncodeOutcome;
import channel.every.encode.ffmpeg.FfmpegEncoder;
import channel.every.identity.Label;
import channel.every.identity.SourceIdentity;
import channel.every.identity.SourceKey;
import channel.every.identity.SourceKind;
import channel.every.identity.StreamId;
import channel.every.proof.ArchiveOutcome;
import channel.every.proof.CutWindow;
import channel.every.proof.ProofArchiver;
import channel.every.proof.SourceArchive;
import java.io.IOException;
import java.io.PrintWriter;
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
                "Encodes every source-clock window freshly and archives it on the proof track. A file is read once; a"
                        + " URL for ever, with a new attempt after each failure. What is no MPEG transport stream, and"
                        + " what is neither a file nor http, is read through ffmpeg, nothing encoded.",
        mixinStandardHelpOptions = true)
final class PublisherProofArchiveSource implements Callable<Integer> {
    /** More only wait for each other on any machine. */
    private static final int MAX_WORKERS = 64;

    @Option(
            names = "--input",
            paramLabel = "FILE|URL",
            required = true,
            description = "A recording, - for standard input, MPEG-TS over http, or what ffmpeg reads.")
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

    @Option(
            names = "--workers",
            paramLabel = "N",
            description =
                    "Windows encoded at the same time (default: the processors). A live stream that outruns them loses"
                            + " whole windows, each told.")
    private int workers = Runtime.getRuntime().availableProcessors();

    @Option(names = "--require-ok", description = "Exit 1 unless a window was archived, and every window of the input.")
    private boolean requireOk;

    @Option(names = "--through-ffmpeg", description = "Read it through ffmpeg in any case, such as HLS over http.")
    private boolean throughFfmpeg;

    @Mixin
    private ProofOptions options = new ProofOptions();

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (workers < 1 || workers > MAX_WORKERS) {
            throw new IllegalArgumentException("--workers must be 1 to " + MAX_WORKERS + ": " + workers);
        }
        Label channel = new Label(broadcast);
        SourceIdentity identity = new SourceIdentity(Identities.node(sourceNode), new Label("s-" + UUID.randomUUID()));
        ArchiveInput source = ArchiveInput.of(input, throughFfmpeg);
        FfmpegEncoder encoder = options.encoder();
        Told told = new Told(command.commandLine().getErr());
        try (JsonLinesIndex index = new JsonLinesIndex(manifestRoot)) {
            ProofArchiver archiver = new ProofArchiver(
                    new FileObjectStore(casRoot),
                    index,
                    identity,
                    channel,
                    new StreamId(
                                    new SourceKey(source.live() ? SourceKind.HTTP : SourceKind.FILE, null, null),
                                    options.profile().name(),
                                    SourceArchive.VARIANT)
                            .toString(),
                    encoder.profileHash(),
                    InstantSource.system());
            SourceArchive archive = new SourceArchive(options.profile().name(), encoder, archiver, workers, told);
            long archived =
                    new SourceRun(input, source, options, command.commandLine().getErr()).archive(archive, mostWindows);
            command.commandLine().getErr().println(archived + " windows archived");
            return requireOk && (archived == 0 || told.lost()) ? EcNode.NOT_PROVEN : 0;
        }
    }

    /** A line on standard error for each window. */
    private static final class Told implements SourceArchive.Listener {
        private final PrintWriter err;
        private volatile boolean lost;

        Told(PrintWriter err) {
            this.err = err;
        }

        /** Whether a window was not archived. */
        boolean lost() {
            return lost;
        }

        @Override
        public void archived(CutWindow cut, EncodeOutcome.Encoded encoded, ArchiveOutcome outcome) {
            switch (outcome) {
                case ArchiveOutcome.Archived archived -> tell(cut, "archived");
                case ArchiveOutcome.Refused refused -> {
                    lost = true;
                    tell(cut, "not archived: " + refused.reason());
                }
            }
        }

        @Override
        public void failed(CutWindow cut, String reason) {
            lost = true;
            tell(cut, "FAILED: " + reason);
        }

        @Override
        public void dropped(CutWindow cut) {
            lost = true;
            tell(cut, "DROPPED: the encoders are too slow; a lighter profile or more --workers would do");
        }

        private void tell(CutWindow cut, String outcome) {
            err.println("window " + cut.window().index().value() + " " + outcome);
            err.flush();
        }
    }
}
