package channel.every.cli;

import channel.every.identity.StreamId;
import channel.every.mesh.ObjectCipher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which stream an object is of, and who may open it. */
final class ObjectOptions {
    @Option(
            names = "--stream-id",
            paramLabel = "ID",
            required = true,
            description = "The variant's, as a manifest has it: ec/stream/v1/...")
    private String streamId = "";

    @Option(
            names = "--chunk",
            paramLabel = "INDEX",
            required = true,
            description = "The chunk index, which is the group.")
    long chunk;

    @Option(
            names = "--secret",
            paramLabel = "FILE",
            description = "The network secret, every byte of the file. Without one anybody can open the object.")
    private @Nullable Path secret;

    StreamId stream() {
        return StreamId.parse(streamId);
    }

    ObjectCipher cipher() throws IOException {
        if (secret == null) {
            return ObjectCipher.open(stream());
        }
        byte[] bytes = Files.readAllBytes(secret);
        if (bytes.length == 0) {
            throw new IllegalArgumentException("--secret \"" + secret + "\" is empty: an empty secret is none");
        }
        return ObjectCipher.secret(stream(), bytes);
    }
}
