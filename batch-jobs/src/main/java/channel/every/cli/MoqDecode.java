package channel.every.cli;

import channel.every.hash.Blake3;
import channel.every.json.Json;
import channel.every.moq.wire.LiteDecoder;
import channel.every.moq.wire.LiteMessage;
import channel.every.moq.wire.LiteStream;
import channel.every.moq.wire.LiteVersion;
import channel.every.moq.wire.MalformedMessageException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ec-node moq-decode}: what a peer said on one direction of a MoQ stream. */
@Command(
        name = "moq-decode",
        description = "Prints the messages of one direction of a moq-lite stream, a line of JSON each.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Streams: request (whoever opened a bidirectional one), announcements, subscription, track-info, frames,",
            "probes (the answers), unidirectional (SETUP, or GROUP and its frames), updates."
        })
final class MoqDecode implements Callable<Integer> {
    private static final int MOST_FRAME_BYTES = 64 << 20;

    private static final int PIECE = 64 * 1024;

    @Parameters(paramLabel = "FILE", description = "The bytes of the stream as they came.")
    private Path file = Path.of("");

    @Option(
            names = "--protocol",
            paramLabel = "NAME",
            defaultValue = "moq-lite-05",
            description = "moq-lite-05, moq-lite-04 or moq-lite-03. Default: ${DEFAULT-VALUE}.")
    private String protocol = "";

    @Option(names = "--stream", paramLabel = "KIND", required = true, description = "What comes on it; see below.")
    private String stream = "";

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        LiteVersion version = LiteVersion.named(protocol)
                .orElseThrow(() -> new IllegalArgumentException("--protocol \"" + protocol + "\" is none of "
                        + Arrays.stream(LiteVersion.values())
                                .map(LiteVersion::protocol)
                                .toList()));
        LiteDecoder decoder = new LiteDecoder(version, kind(), MOST_FRAME_BYTES);
        long offset = 0;
        try (InputStream in = Files.newInputStream(file)) {
            byte[] piece = new byte[PIECE];
            for (int got = in.read(piece); got >= 0; got = in.read(piece)) {
                print(decoder.feed(piece, 0, got));
                offset += got;
            }
        } catch (MalformedMessageException e) {
            throw new IllegalArgumentException(
                    file + " is no such stream, by its bytes up to " + (offset + PIECE) + ": " + e.getMessage(), e);
        }
        if (decoder.pending() > 0) {
            throw new IllegalArgumentException(
                    file + " ends within a message, " + decoder.pending() + " bytes after its beginning");
        }
        return 0;
    }

    private LiteStream kind() {
        return Arrays.stream(LiteStream.values())
                .filter(each -> word(each).equals(stream) && each != LiteStream.NOTHING)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("--stream \"" + stream + "\" is none of "
                        + Arrays.stream(LiteStream.values())
                                .filter(each -> each != LiteStream.NOTHING)
                                .map(MoqDecode::word)
                                .toList()));
    }

    private static String word(LiteStream kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private void print(List<LiteMessage> messages) throws JsonProcessingException {
        PrintWriter out = command.commandLine().getOut();
        for (LiteMessage each : messages) {
            out.println(Json.mapper().writeValueAsString(line(each)));
        }
        out.flush();
    }

    private static ObjectNode line(LiteMessage message) {
        ObjectNode line = Json.mapper()
                .createObjectNode()
                .put("message", message.getClass().getSimpleName());
        if (message instanceof LiteMessage.Frame frame) {
            return line.put("timestamp", frame.timestamp())
                    .put("size", frame.payload().length)
                    .put("hash", Blake3.hash(frame.payload()).toString());
        }
        return line.setAll((ObjectNode) Json.mapper().valueToTree(message));
    }
}
