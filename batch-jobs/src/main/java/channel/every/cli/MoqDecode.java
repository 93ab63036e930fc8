package channel.every.cli;

import channel.every.hash.Blake3;
import channel.every.json.Json;
import channel.every.moq.wire.LiteDecoder;
import channel.every.moq.wire.LiteMessage;
import channel.every.moq.wire.LiteStream;
import channel.every.moq.wire.LiteVersion;
import channel.every.moq.wire.MalformedMessageException;
import channel.every.moq.wire.MoqProtocols;
import channel.every.moq.wire.MoqtDecoder;
import channel.every.moq.wire.MoqtMessage;
import channel.every.moq.wire.MoqtStream;
import channel.every.moq.wire.StreamDecoder;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
        description =
                "Prints the messages of one direction of a moq-lite or moq-transport stream, a line of JSON each.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Streams: request (whoever opened a bidirectional one), announcements, subscription, track-info, frames,",
            "probes (the answers), unidirectional (SETUP, or GROUP and its frames), updates.",
            "Of moqt-18: request, answers, unidirectional (SETUP and GOAWAY, or a subgroup and its objects)."
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
            description = "moq-lite-05, moq-lite-04, moq-lite-03 or moqt-18. Default: ${DEFAULT-VALUE}.")
    private String protocol = "";

    @Option(names = "--stream", paramLabel = "KIND", required = true, description = "What comes on it; see below.")
    private String stream = "";

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        StreamDecoder<?> decoder = decoder();
        long offset = 0;
        try (InputStream in = Files.newInputStream(file)) {
            byte[] piece = new byte[PIECE];
            for (int got = in.read(piece); got >= 0; got = in.read(piece)) {
                decoder.feed(piece, 0, got, this::print);
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

    private StreamDecoder<?> decoder() {
        if (protocol.equals(MoqProtocols.MOQT_18)) {
            return new MoqtDecoder(kind(MoqtStream.values()), MOST_FRAME_BYTES);
        }
        LiteVersion version = LiteVersion.named(protocol)
                .orElseThrow(() -> new IllegalArgumentException(
                        "--protocol \"" + protocol + "\" is none of " + MoqProtocols.PREFERRED));
        LiteStream[] kinds = Arrays.stream(LiteStream.values())
                .filter(each -> each != LiteStream.NOTHING)
                .toArray(LiteStream[]::new);
        return new LiteDecoder(version, kind(kinds), MOST_FRAME_BYTES);
    }

    private <E extends Enum<E>> E kind(E[] kinds) {
        return Arrays.stream(kinds)
                .filter(each -> word(each).equals(stream))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("--stream \"" + stream + "\" is none of "
                        + Arrays.stream(kinds).map(MoqDecode::word).toList()));
    }

    private static String word(Enum<?> kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private void print(Object message) {
        PrintWriter out = command.commandLine().getOut();
        out.println(line(message));
        out.flush();
    }

    private static ObjectNode line(Object message) {
        ObjectNode line = Json.mapper()
                .createObjectNode()
                .put("message", message.getClass().getSimpleName());
        if (message instanceof LiteMessage.Frame frame) {
            return payload(line.put("timestamp", frame.timestamp()), frame.payload());
        }
        if (message instanceof MoqtMessage.Content content) {
            line.put("skipped", content.skipped())
                    .set("properties", Json.mapper().valueToTree(content.properties()));
            return payload(line, content.payload());
        }
        return line.setAll((ObjectNode) Json.mapper().valueToTree(message));
    }

    private static ObjectNode payload(ObjectNode line, byte[] payload) {
        return line.put("size", payload.length).put("hash", Blake3.hash(payload).toString());
    }
}
