package channel.every.cli;

import channel.every.hash.Blake3;
import channel.every.hash.Blake3Hash;
import channel.every.identity.Label;
import channel.every.mesh.ChunkProof;
import channel.every.mesh.ManifestVariant;
import channel.every.mesh.MeshObject;
import channel.every.mesh.PublisherManifest;
import channel.every.mesh.SignedManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ec-node object-seal}: an archived object as the frame that goes over a relay. */
@Command(
        name = "object-seal",
        description = "Makes of an archived object the frame that publishers send: meta, and the object encrypted.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The encryption is a function of stream, chunk and bytes: every publisher makes the same of the same."
        })
final class ObjectSeal implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "OBJECT", description = "The object as the archive holds it.")
    private Path object = Path.of("");

    @Parameters(index = "1", paramLabel = "FRAME", description = "The file to write.")
    private Path frame = Path.of("");

    @Option(
            names = "--manifest",
            paramLabel = "FILE",
            description = "Add the proof that this manifest's Merkle root holds the object.")
    private @Nullable Path manifest;

    @Option(
            names = "--cadence-ms",
            paramLabel = "N",
            defaultValue = "1001",
            description = "Length of a window. Default: ${DEFAULT-VALUE}.")
    private int cadence;

    @Option(names = "--unsynced", description = "The window does not stand on the broadcast's own clock.")
    private boolean unsynced;

    @Mixin
    private ObjectOptions options = new ObjectOptions();

    @Override
    public Integer call() throws IOException {
        byte[] bytes = Files.readAllBytes(object);
        ChunkProof proof = manifest == null ? null : proof(SignedManifest.parse(Files.readAllBytes(manifest)), bytes);
        Files.write(
                frame,
                MeshObject.seal(bytes, options.chunk, cadence, !unsynced, proof, options.cipher())
                        .frame());
        return 0;
    }

    private ChunkProof proof(SignedManifest signed, byte[] bytes) {
        PublisherManifest published = signed.manifest();
        Label variantId = options.stream().variant();
        ManifestVariant variant = published
                .variant(variantId)
                .filter(each -> each.streamId().equals(options.stream()))
                .orElseThrow(() -> new IllegalArgumentException("the manifest has no stream " + options.stream()));
        Blake3Hash hash = published
                .hash(variantId, options.chunk)
                .orElseThrow(
                        () -> new IllegalArgumentException("the manifest does not speak of chunk " + options.chunk));
        if (!hash.equals(Blake3.hash(bytes))) {
            throw new IllegalArgumentException(
                    object + " has hash " + Blake3.hash(bytes) + ", the manifest's chunk has " + hash);
        }
        return new ChunkProof(
                signed.id(), variant.merkleRoot(), variant.proof((int) (options.chunk - published.chunkStartIndex())));
    }
}
