package channel.every.node;

import channel.every.archive.ArchiveIndex;
import channel.every.archive.ArchiveRecord;
import channel.every.archive.SequenceRange;
import channel.every.clock.UtcAnchor;
import channel.every.identity.Label;
import channel.every.mesh.ArchivedRun;
import channel.every.mesh.KeyFolder;
import channel.every.mesh.SignedManifest;
import channel.every.mesh.SigningKey;
import channel.every.mesh.TrustList;
import channel.every.time.ClockAnchor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/** Signed manifests over what the node's publishers archived. Equal questions about complete windows get equal manifests. */
@ApplicationScoped
public class Manifests {
    private static final Logger LOG = System.getLogger(Manifests.class.getName());

    /** Ten minutes at the default cadence. */
    public static final int MOST_CHUNKS = 600;

    /** Between a window's start on the broadcast clock and its record: indexes read as UTC within 8 cadences, and encoding takes a while. */
    private static final int SLACK_CADENCES = 64;

    @Inject
    NodeConfiguration configuration;

    @Inject
    Publishers publishers;

    @Inject
    Config config;

    private List<SigningKey> keys = List.of();
    private List<String> locators = List.of();

    /** Reads the node's keys, and makes the first one. */
    void start() throws IOException {
        KeyFolder folder = new KeyFolder(configuration.settings().data().resolve("keys"));
        List<SigningKey> found = folder.keys();
        if (found.isEmpty()) {
            found = List.of(folder.create(new SecureRandom()));
            LOG.log(Level.INFO, "made key {0} to sign manifests with", found.getFirst());
        }
        keys = found;
        locators = MeshSettings.read(key -> config.getOptionalValue(key, String.class))
                .locators();
    }

    /** All that sign. */
    List<SigningKey> keys() {
        return keys;
    }

    /** The public halves of the keys that sign, as lines of a trust list that names this node. */
    public List<TrustList.Entry> trustedAs() {
        return keys.stream()
                .map(key -> new TrustList.Entry(key.verifyKey(), configuration.nodeName()))
                .toList();
    }

    /** Of the newest windows without a gap, {@code most} of them or as many as there are; empty while there are none. */
    public Optional<SignedManifest> newest(Label broadcast, Label publisher, int most) throws IOException {
        Duration span = cadences((long) most + SLACK_CADENCES);
        return signed(
                publisher,
                ArchivedRun.newest(
                        publishers.recent(
                                broadcast,
                                publisher,
                                publishers.clock().instant().minus(span)),
                        most));
    }

    /** Of the windows from {@code start} to the first gap, {@code most} of them or as many as there are. */
    public Optional<SignedManifest> from(Label broadcast, Label publisher, long start, int most) throws IOException {
        Optional<ArchiveIndex> index = publishers.index(publisher);
        if (index.isEmpty()) {
            return Optional.empty();
        }
        List<ArchiveRecord> records = new ArrayList<>();
        index.get().read(broadcast, ArchiveRecord.PROOF_TRACK, SequenceRange.ofChunks(start, most), records::add);
        return signed(publisher, ArchivedRun.from(records, start, most));
    }

    private Optional<SignedManifest> signed(Label publisher, Optional<ArchivedRun> run) {
        return run.map(found -> SignedManifest.sign(found.manifest(anchor(publisher, found), locators), keys));
    }

    private @Nullable ClockAnchor anchor(Label publisher, ArchivedRun run) {
        return publishers
                .anchored(publisher)
                .filter(known -> known.first().value() <= run.start())
                .map(known -> announced(known.anchor()))
                .orElse(null);
    }

    static ClockAnchor announced(UtcAnchor anchor) {
        return new ClockAnchor(
                anchor.n(),
                anchor.offset27M(),
                anchor.pcrPid().value(),
                anchor.table().name());
    }

    private Duration cadences(long count) {
        return Duration.ofMillis(count * configuration.settings().cadence().milliseconds());
    }
}
