package channel.every.cli;

import channel.every.identity.StreamId;
import channel.every.mesh.ObjectCipher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the members of a network share. */
final class NetworkSecret {
    @Option(
            names = "--secret",
            paramLabel = "FILE",
            description = "The network secret, every byte of the file. Without one anybody can open the objects.")
    private @Nullable Path file;

    /** Empty if there is none. */
    byte[] bytes() throws IOException {
        if (file == null) {
            return new byte[0];
        }
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length == 0) {
            throw new IllegalArgumentException("--secret \"" + file + "\" is empty: an empty secret is none");
        }
        return bytes;
    }

    static ObjectCipher cipher(StreamId stream, byte[] secret) {
        return secret.length == 0 ? ObjectCipher.open(stream) : ObjectCipher.secret(stream, secret);
    }
}
