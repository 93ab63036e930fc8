package channel.every.mesh.publish;

import channel.every.archive.ArchiveRecord;
import channel.every.hash.Blake3Hash;
import channel.every.identity.Rendition;
import channel.every.identity.StreamId;
import channel.every.json.CanonicalJson;
import channel.every.mesh.ArchivedRun;
import channel.every.mesh.MeshObject;
import channel.every.mesh.ObjectCipher;
import channel.every.mesh.ObjectPlace;
import channel.every.mesh.SignedManifest;
import channel.every.moq.CacheBudget;
import channel.every.moq.Frame;
import channel.every.moq.Origin;
import channel.every.moq.Track;
import channel.every.moq.TrackInfo;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stream on the mesh: a broadcast for each rendition, named by its stream id, and one for all of them with the manifests alone. On all
 * of its tracks a group is a chunk and has one frame.
 */
final class MeshStream implements AutoCloseable {
    /** Where signed manifests are, as {@code /v1/streams/.../manifest} gives them. */
    static final String MANIFESTS = "manifests";

    /** A reader that missed some manifests finds its chunk in the next; the hashes of so many have 1 KB a rendition. */
    static final int CHUNKS_A_MANIFEST = 16;

    private static final int MANIFEST_PRIORITY = 100;
    private static final int INIT_PRIORITY = 90;
    private static final int CHUNK_PRIORITY = 60;
    private static final int MILLISECONDS = 1000;

    private final StreamId stream;
    private final PublishSettings settings;
    private final Origin origin;
    private final CacheBudget budget;
    private final Map<Rendition, Variant> variants = new HashMap<>();
    private final Deque<List<ArchiveRecord>> recent = new ArrayDeque<>();
    private final OwnBroadcast whole;
    private long unpublishable;

    /** One rendition's broadcast. */
    private static final class Variant {
        private final OwnBroadcast broadcast;
        private final ObjectCipher cipher;
        private @Nullable Blake3Hash init;

        Variant(OwnBroadcast broadcast, ObjectCipher cipher) {
            this.broadcast = broadcast;
            this.cipher = cipher;
        }
    }

    /** @param stream as a whole */
    MeshStream(StreamId stream, PublishSettings settings, Origin origin, CacheBudget budget) {
        this.stream = stream;
        this.settings = settings;
        this.origin = origin;
        this.budget = budget;
        this.whole = new OwnBroadcast(stream.toString(), origin, budget);
    }

    StreamId stream() {
        return stream;
    }

    /** Windows of a rendition that are several fragments, and so no object. */
    long unpublishable() {
        return unpublishable;
    }

    void publish(PublishedWindow window) {
        for (WindowCopy copy : window.copies()) {
            Variant variant = variants.computeIfAbsent(copy.rendition(), this::variant);
            if (settings.chunks()) {
                chunk(variant, copy, window);
            }
        }
        if (settings.manifests()) {
            remember(window);
            manifest().ifPresent(signed -> manifest(window, signed));
        }
        variants.values().forEach(variant -> variant.broadcast.announce());
    }

    private Variant variant(Rendition rendition) {
        StreamId id = new StreamId(stream.key(), stream.profile(), rendition.name());
        ObjectCipher cipher = settings.networkSecret().length == 0
                ? ObjectCipher.open(id)
                : ObjectCipher.secret(id, settings.networkSecret());
        return new Variant(new OwnBroadcast(id.toString(), origin, budget), cipher);
    }

    private void chunk(Variant variant, WindowCopy copy, PublishedWindow window) {
        if (copy.fragments().size() > 1) {
            unpublishable++;
            return;
        }
        Blake3Hash init = copy.init().record().hash();
        if (init != null && !Objects.equals(init, variant.init)) {
            variant.init = init;
            object(variant, ObjectPlace.init(window.index()), INIT_PRIORITY, copy.init(), window);
        }
        object(
                variant,
                ObjectPlace.chunk(window.index()),
                CHUNK_PRIORITY,
                copy.fragments().getFirst(),
                window);
    }

    private static void object(
            Variant variant, ObjectPlace place, int priority, PublishedObject object, PublishedWindow window) {
        byte[] frame = MeshObject.seal(
                        object.bytes(), place, window.cadenceMillis(), window.synced(), null, variant.cipher)
                .frame();
        append(variant.broadcast, place.track().value(), priority, window, frame);
    }

    private static void append(
            OwnBroadcast broadcast, String name, int priority, PublishedWindow window, byte[] frame) {
        Track track = broadcast.track(name, new TrackInfo(priority, false, ClearStream.MOST_LATENCY_MS, MILLISECONDS));
        OwnBroadcast.append(track, window.index(), List.of(new Frame(window.index() * window.cadenceMillis(), frame)));
    }

    private void remember(PublishedWindow window) {
        recent.addLast(window.records());
        if (recent.size() > CHUNKS_A_MANIFEST) {
            recent.removeFirst();
        }
    }

    private Optional<SignedManifest> manifest() {
        List<ArchiveRecord> records = recent.stream().flatMap(List::stream).toList();
        return ArchivedRun.newest(records, CHUNKS_A_MANIFEST)
                .map(run -> SignedManifest.sign(run.manifest(null, settings.locators()), settings.keys()));
    }

    /** On each rendition's broadcast too: a reader of one needs no second name. */
    private void manifest(PublishedWindow window, SignedManifest signed) {
        byte[] frame = CanonicalJson.bytes(signed.json());
        append(whole, MANIFESTS, MANIFEST_PRIORITY, window, frame);
        whole.announce();
        variants.values().forEach(variant -> append(variant.broadcast, MANIFESTS, MANIFEST_PRIORITY, window, frame));
    }

    @Override
    public void close() {
        whole.close();
        variants.values().forEach(variant -> variant.broadcast.close());
        variants.clear();
    }
}
