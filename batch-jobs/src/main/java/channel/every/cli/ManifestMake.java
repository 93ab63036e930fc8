package channel.every.cli;

import channel.every.archive.ArchiveRecord;
import channel.every.archive.SequenceRange;
import channel.every.archive.file.JsonLinesIndex;
import channel.every.identity.Label;
import channel.every.mesh.ArchivedRun;
import channel.every.mesh.KeyFolder;
import channel.every.mesh.PublisherManifest;
import channel.every.mesh.SignedManifest;
import channel.every.mesh.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ec-node manifest-make}: a signed manifest over any part of an archive. */
@Command(
        name = "manifest-make",
        description =
                "Signs for a run of archived windows: their hashes, a Merkle root for each rendition, one over all.",
        mixinStandardHelpOptions = true)
final class ManifestMake implements Callable<Integer> {
    private static final int NEWEST_LINES = 1000;

    @Option(names = "--manifest-root", paramLabel = "DIR", required = true, description = "The index of one publisher.")
    private Path manifestRoot = Path.of("");

    @Option(names = "--broadcast", paramLabel = "NAME", required = true, description = "The logical channel.")
    private String broadcast = "";

    @Option(
            names = "--keys",
            paramLabel = "DIR",
            required = true,
            description = "The publisher's private keys; every one signs. See manifest-keys.")
    private Path folder = Path.of("");

    @Option(
            names = "--start",
            paramLabel = "INDEX",
            description = "First chunk. Default: so that the manifest ends with the newest window.")
    private @Nullable Long start;

    @Option(
            names = "--chunks",
            paramLabel = "N",
            defaultValue = "60",
            description = "At most so many; a gap ends the run before. Default: ${DEFAULT-VALUE}, most: "
                    + PublisherManifest.MOST_CHUNKS + ".")
    private int chunks;

    @Option(names = "--locator", paramLabel = "URL", description = "Below which objects are found by hash; repeatable.")
    private List<String> locators = new ArrayList<>();

    @Mixin
    private ReportOutput output = new ReportOutput();

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        output.check();
        if (chunks < 1 || chunks > PublisherManifest.MOST_CHUNKS) {
            throw new IllegalArgumentException(
                    "--chunks must be 1 to " + PublisherManifest.MOST_CHUNKS + ": " + chunks);
        }
        List<SigningKey> keys = new KeyFolder(folder).keys();
        if (keys.isEmpty()) {
            throw new IllegalArgumentException(
                    "--keys \"" + folder + "\" holds no key: ec-node manifest-keys --new makes one");
        }
        ArchivedRun run = run().orElseThrow(() -> new IllegalArgumentException(
                start == null
                        ? "no whole, synced window of " + broadcast + " in " + manifestRoot
                        : "--start " + start + ": that window of " + broadcast + " is not archived whole and synced in "
                                + manifestRoot));
        SignedManifest signed = SignedManifest.sign(run.manifest(null, locators), keys);
        output.write(signed.json(), command.commandLine().getOut());
        return 0;
    }

    private Optional<ArchivedRun> run() throws IOException {
        Label channel = new Label(broadcast);
        if (!Files.isDirectory(manifestRoot.resolve(broadcast))) {
            throw new IllegalArgumentException(
                    "--manifest-root \"" + manifestRoot + "\" has no broadcast " + broadcast);
        }
        try (JsonLinesIndex index = new JsonLinesIndex(manifestRoot)) {
            Long given = start;
            long first = Math.max(0, given != null ? given : newest(index, channel) - chunks + 1);
            List<ArchiveRecord> records = new ArrayList<>();
            index.read(channel, ArchiveRecord.PROOF_TRACK, SequenceRange.ofChunks(first, chunks), records::add);
            return given != null ? ArchivedRun.from(records, given, chunks) : ArchivedRun.newest(records, chunks);
        }
    }

    /** Windows of several encoders are archived out of order, by a few; the last lines have the newest. */
    private static long newest(JsonLinesIndex index, Label channel) throws IOException {
        AtomicLong newest = new AtomicLong();
        AtomicInteger seen = new AtomicInteger();
        index.newestFirst(channel, ArchiveRecord.PROOF_TRACK, record -> {
            if (record.synced()) {
                newest.accumulateAndGet(record.groupSequence().chunkIndex(), Math::max);
                seen.incrementAndGet();
            }
            return seen.get() < NEWEST_LINES;
        });
        return newest.get();
    }
}
