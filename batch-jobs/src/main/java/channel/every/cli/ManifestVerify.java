package channel.every.cli;

import channel.every.hash.Blake3;
import channel.every.hash.Blake3Hash;
import channel.every.hash.MerkleRoot;
import channel.every.identity.Label;
import channel.every.mesh.KeyId;
import channel.every.mesh.ManifestVariant;
import channel.every.mesh.ManifestVerdict;
import channel.every.mesh.PublisherManifest;
import channel.every.mesh.SignatureVerdict;
import channel.every.mesh.SignedManifest;
import channel.every.mesh.TrustList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ec-node manifest-verify}: whether a manifest is what a trusted publisher signed, and objects are what it speaks of. */
@Command(
        name = "manifest-verify",
        description = "Verifies a signed manifest against a trust list, and objects against the manifest.",
        mixinStandardHelpOptions = true,
        footer = {"", "A manifest that contradicts itself is refused as bad input, with exit code 2."})
final class ManifestVerify implements Callable<Integer> {
    /** The largest manifest that PublisherManifest allows has about 19 MB of hashes. */
    private static final long LARGEST_FILE = 32 << 20;

    @Parameters(paramLabel = "FILE", description = "As a node's /v1/streams/BROADCAST/SOURCE/manifest serves it.")
    private Path file = Path.of("");

    @Option(
            names = "--trust",
            paramLabel = "FILE",
            description = "Whose signatures count; a key a line, as manifest-keys prints them.")
    private @Nullable Path trust;

    @Option(
            names = "--signers",
            paramLabel = "N",
            defaultValue = "1",
            description = "Trusted publishers that must have signed. Default: ${DEFAULT-VALUE}.")
    private int needed;

    @Option(
            names = "--object",
            paramLabel = "VARIANT/CHUNK=FILE",
            description = "Also verify that this file is the object of that chunk; repeatable.")
    private List<String> objects = new ArrayList<>();

    @Option(names = "--require-ok", description = "Exit 1 unless signatures and objects are right.")
    private boolean requireOk;

    @Mixin
    private ReportOutput output = new ReportOutput();

    @Spec
    private CommandSpec command = CommandSpec.create();

    /** The report; absent fields are null. */
    record Report(
            boolean ok,
            List<String> reasons,
            Blake3Hash manifestId,
            String streamId,
            Label sourceNode,
            Label epochId,
            long chunkStartIndex,
            int totalChunks,
            String merkleRoot,
            List<Variant> variants,
            List<Signature> signatures,
            List<CheckedObject> objects) {}

    record Variant(Label variantId, String merkleRoot, Blake3Hash initHash) {
        static Variant of(ManifestVariant variant) {
            return new Variant(variant.variantId(), variant.merkleRoot().toString(), variant.initHash());
        }
    }

    record Signature(KeyId keyId, String verdict, @Nullable Label name) {
        static Signature of(ManifestVerdict.Judged judged) {
            Label name = switch (judged.verdict()) {
                case SignatureVerdict.Valid valid -> valid.name();
                case SignatureVerdict.Invalid invalid -> invalid.name();
                case SignatureVerdict.Unknown unknown -> null;
            };
            return new Signature(judged.keyId(), judged.verdict().text(), name);
        }
    }

    /** @param chunkProof what shows that a root holds the chunk, without the manifest's other hashes */
    record CheckedObject(String object, boolean ok, Blake3Hash expected, Blake3Hash actual, ChunkProof chunkProof) {}

    record ChunkProof(String alg, String merkleRoot, int index, int leafCount, List<Blake3Hash> siblings) {}

    @Override
    public Integer call() throws IOException {
        output.check();
        SignedManifest signed = SignedManifest.parse(read(file));
        ManifestVerdict verdict = signed.verify(trusted());
        List<CheckedObject> checked = new ArrayList<>();
        for (String each : objects) {
            checked.add(check(signed.manifest(), each));
        }
        List<String> reasons = new ArrayList<>();
        int signers = verdict.signers().size();
        if (signers < needed) {
            reasons.add("signed by " + signers + " trusted publishers where " + needed + " must have"
                    + (trust == null ? ": name a trust list with --trust" : ""));
        }
        checked.stream().filter(each -> !each.ok()).forEach(each -> reasons.add("another object: " + each.object()));
        output.write(
                report(signed, verdict, checked, reasons), command.commandLine().getOut());
        return requireOk && !reasons.isEmpty() ? EcNode.NOT_PROVEN : 0;
    }

    private static Report report(
            SignedManifest signed, ManifestVerdict verdict, List<CheckedObject> checked, List<String> reasons) {
        PublisherManifest manifest = signed.manifest();
        return new Report(
                reasons.isEmpty(),
                reasons,
                signed.id(),
                manifest.streamId().toString(),
                manifest.sourceNode(),
                manifest.epochId(),
                manifest.chunkStartIndex(),
                manifest.totalChunks(),
                manifest.merkleRoot().toString(),
                manifest.variants().stream().map(Variant::of).toList(),
                verdict.signatures().stream().map(Signature::of).toList(),
                checked);
    }

    private TrustList trusted() throws IOException {
        return TrustList.parse(trust == null ? "" : Files.readString(trust));
    }

    private static byte[] read(Path path) throws IOException {
        if (Files.size(path) > LARGEST_FILE) {
            throw new IllegalArgumentException(path + " has " + Files.size(path) + " bytes: no manifest is so large");
        }
        return Files.readAllBytes(path);
    }

    private static CheckedObject check(PublisherManifest manifest, String argument) throws IOException {
        int slash = argument.indexOf('/');
        int equals = argument.indexOf('=');
        if (slash < 1
                || equals < slash + 2
                || !argument.substring(slash + 1, equals).matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException("--object must be VARIANT/CHUNK=FILE: \"" + argument + '"');
        }
        Label variantId = new Label(argument.substring(0, slash));
        long chunk = Long.parseLong(argument.substring(slash + 1, equals));
        ManifestVariant variant = manifest.variant(variantId)
                .orElseThrow(() -> new IllegalArgumentException("the manifest has no variant " + variantId));
        Blake3Hash expected = manifest.hash(variantId, chunk)
                .orElseThrow(() -> new IllegalArgumentException("the manifest speaks of chunks "
                        + manifest.chunkStartIndex() + " to "
                        + (manifest.chunkStartIndex() + manifest.totalChunks() - 1) + ", not of " + chunk));
        Blake3Hash actual = Blake3.hash(Files.readAllBytes(Path.of(argument.substring(equals + 1))));
        return new CheckedObject(
                argument.substring(0, equals), actual.equals(expected), expected, actual, proof(variant, (int)
                        (chunk - manifest.chunkStartIndex())));
    }

    private static ChunkProof proof(ManifestVariant variant, int place) {
        MerkleRoot root = variant.merkleRoot();
        var proof = variant.proof(place);
        return new ChunkProof("merkle+blake3", root.toString(), proof.index(), proof.leafCount(), proof.siblings());
    }
}
