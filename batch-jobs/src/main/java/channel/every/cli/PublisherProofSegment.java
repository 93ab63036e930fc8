package channel.every.cli;

import channel.every.encode.EncodeOutcome;
import channel.every.encode.EncodedTrack;
import channel.every.identity.Label;
import channel.every.proof.CutWindow;
import channel.every.proof.ProofWindow;
import channel.every.proof.WindowReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ec-node publisher-proof-segment}: one window of a recording, with its bytes if wanted. */
@Command(
        name = "publisher-proof-segment",
        description = "Encodes one source-clock window freshly and reports its source, init and media hashes.",
        mixinStandardHelpOptions = true)
final class PublisherProofSegment implements Callable<Integer> {
    @Option(names = "--input", paramLabel = "FILE", required = true, description = "A recorded transport stream.")
    private String input = "";

    @Option(names = "--window", paramLabel = "INDEX", description = "Chunk index (default: the first full window).")
    private @Nullable Long wanted;

    @Option(
            names = "--media",
            paramLabel = "DIR",
            description = "Write the canonical input and each rendition's init segment and fragments here.")
    private @Nullable Path media;

    @Option(names = "--require-ok", description = "Exit 1, and not 3, if the window cannot be encoded.")
    private boolean requireOk;

    @Mixin
    private ProofOptions options = new ProofOptions();

    @Mixin
    private ReportOutput output = new ReportOutput();

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path file = ProofInputs.readable(input);
        output.check();
        CutWindow cut = find(file);
        EncodeOutcome outcome = options.encoder().encode(cut.window());
        if (media != null) {
            writeMedia(cut, outcome, Files.createDirectories(media));
        }
        output.write(
                ProofWindow.of(cut.window(), outcome, cut.inputOffset()),
                command.commandLine().getOut());
        return switch (outcome) {
            case EncodeOutcome.Encoded encoded -> 0;
            case EncodeOutcome.Failed failed
            when requireOk -> {
                command.commandLine().getErr().println(command.name() + ": " + failed.reason());
                yield EcNode.NOT_PROVEN;
            }
            case EncodeOutcome.Failed failed -> throw new IOException(failed.reason());
        };
    }

    private CutWindow find(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            WindowReader windows = new WindowReader(in, file.toString(), options.recording());
            for (CutWindow cut = windows.next(); cut != null; cut = windows.next()) {
                if (wanted == null || cut.window().index().value() == wanted) {
                    return cut;
                }
            }
        }
        throw new IllegalArgumentException(
                file + " holds no full window" + (wanted == null ? "" : " with index " + wanted));
    }

    private static void writeMedia(CutWindow cut, EncodeOutcome outcome, Path directory) throws IOException {
        Files.write(directory.resolve("source.ts"), cut.window().input().transportStream());
        if (outcome instanceof EncodeOutcome.Encoded encoded) {
            for (EncodedTrack track : encoded.tracks()) {
                Label name = track.rendition().name();
                Files.write(directory.resolve(name + "-init.mp4"), track.init().bytes());
                for (int slot = 0; slot < track.fragments().size(); slot++) {
                    Files.write(
                            directory.resolve(name + "-" + slot + ".m4s"),
                            track.fragments().get(slot).bytes());
                }
            }
        }
    }
}
