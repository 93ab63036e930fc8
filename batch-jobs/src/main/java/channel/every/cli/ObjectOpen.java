package channel.every.cli;

import channel.every.hash.Blake3Hash;
import channel.every.mesh.MeshObject;
import channel.every.mesh.ObjectVerdict;
import channel.every.mesh.SignedManifest;
import channel.every.mesh.TrustList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ec-node object-open}: the object of a frame, if it is what it must be. */
@Command(
        name = "object-open",
        description =
                "Takes the object out of a frame, if it is whole, sealed for this chunk, and the one of the manifest.",
        mixinStandardHelpOptions = true,
        footer = {"", "Nothing is written of an object that is refused; the exit code is then 2."})
final class ObjectOpen implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FRAME", description = "As object-seal writes it.")
    private Path frame = Path.of("");

    @Parameters(index = "1", paramLabel = "OBJECT", description = "The file to write.")
    private Path object = Path.of("");

    @Option(
            names = "--manifest",
            paramLabel = "FILE",
            description = "Refuse the object unless this manifest says that it is the chunk's. Needs --trust.")
    private @Nullable Path manifest;

    @Option(names = "--trust", paramLabel = "FILE", description = "Whose manifests count.")
    private @Nullable Path trust;

    @Mixin
    private ObjectOptions options = new ObjectOptions();

    @Override
    public Integer call() throws IOException {
        ObjectVerdict verdict = MeshObject.parse(Files.readAllBytes(frame)).open(options.chunk, options.cipher());
        return switch (verdict) {
            case ObjectVerdict.Refused refused ->
                throw new IllegalArgumentException(frame + " is refused: " + refused.reason());
            case ObjectVerdict.Opened opened -> {
                if (manifest != null) {
                    check(SignedManifest.parse(Files.readAllBytes(manifest)), opened.hash());
                }
                Files.write(object, opened.object());
                yield 0;
            }
        };
    }

    private void check(SignedManifest signed, Blake3Hash hash) throws IOException {
        if (trust == null) {
            throw new IllegalArgumentException("--manifest needs --trust FILE: whose signature shall count?");
        }
        if (signed.verify(TrustList.parse(Files.readString(trust))).signers().isEmpty()) {
            throw new IllegalArgumentException(manifest + " is signed by nobody of " + trust);
        }
        Blake3Hash expected = signed.manifest()
                .variant(options.stream().variant())
                .filter(each -> each.streamId().equals(options.stream()))
                .flatMap(each -> signed.manifest().hash(each.variantId(), options.chunk))
                .orElseThrow(() -> new IllegalArgumentException(
                        manifest + " does not speak of chunk " + options.chunk + " of " + options.stream()));
        if (!expected.equals(hash)) {
            throw new IllegalArgumentException(
                    frame + " is refused: it holds " + hash + ", the manifest's chunk has " + expected);
        }
    }
}
