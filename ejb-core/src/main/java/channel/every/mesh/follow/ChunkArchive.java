package channel.every.mesh.follow;

import channel.every.hash.Blake3;
import channel.every.hash.Blake3Hash;
import channel.every.identity.Rendition;
import channel.every.identity.StreamId;
import channel.every.mesh.MeshObject;
import channel.every.mesh.ObjectCipher;
import channel.every.mesh.ObjectPlace;
import channel.every.mesh.ObjectVerdict;
import channel.every.mesh.PublisherManifest;
import channel.every.mesh.SignedManifest;
import channel.every.mesh.TrustList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Archives one rendition's chunks: an object waits until a manifest by somebody trusted names its hash and the init segment it needs has
 * come; what no manifest names is never recorded as anybody's proof. Without a trust list all of it is recorded as playback at once.
 * Tracks may come from different relays, in any order. Safe for use by several threads.
 */
public final class ChunkArchive {
    /** Chunks that wait for their manifest, which comes right after them: half a minute. */
    private static final int MOST_WAITING = 32;

    /** Manifests of several publishers that overlap; each speaks for the newest chunks. */
    private static final int MOST_MANIFESTS = 32;

    /** A publisher changes its init segment with its format; several publishers may have each their own. */
    private static final int MOST_INITS = 16;

    private final StreamId variant;
    private final ObjectCipher cipher;
    private final @Nullable TrustList trusted;
    private final ReceivedArchive archive;
    private final TreeMap<Long, byte[]> waiting = new TreeMap<>();
    private final Map<Blake3Hash, PublisherManifest> manifests = new LinkedHashMap<>();
    private final Map<Blake3Hash, byte[]> inits = new LinkedHashMap<>();
    private byte @Nullable [] newestInit;
    private long refused;
    private long unproven;

    /**
     * @param variant whose chunks they are
     * @param trusted null to believe nobody and record playback
     */
    public ChunkArchive(StreamId variant, ObjectCipher cipher, @Nullable TrustList trusted, ReceivedArchive archive) {
        this.variant = variant;
        this.cipher = cipher;
        this.trusted = trusted;
        this.archive = archive;
    }

    /** Objects and manifests that were not what they claim. */
    public synchronized long refused() {
        return refused;
    }

    /** Chunks that were given up since no trusted manifest has named them. */
    public synchronized long unproven() {
        return unproven;
    }

    /** @return why it is of no use, null if it is */
    public synchronized @Nullable String manifest(WholeGroup group) throws IOException {
        if (trusted == null) {
            return null;
        }
        try {
            SignedManifest signed = SignedManifest.parse(onlyFrame(group));
            if (signed.verify(trusted).signers().isEmpty()) {
                throw new IllegalArgumentException("manifest " + signed.id() + " has no signature of anybody trusted");
            }
            if (signed.manifest().variant(variant.variant()).isEmpty()
                    || !signed.manifest().streamId().key().equals(variant.key())) {
                throw new IllegalArgumentException("manifest " + signed.id() + " does not speak of " + variant);
            }
            manifests.put(signed.id(), signed.manifest());
            bound(manifests, MOST_MANIFESTS);
        } catch (IllegalArgumentException e) {
            refused++;
            return e.getMessage();
        }
        record();
        return null;
    }

    /** @return why it is of no use, null if it is */
    public synchronized @Nullable String init(WholeGroup group) throws IOException {
        return object(group, ObjectPlace.init(group.sequence()), opened -> {
            inits.put(Blake3.hash(opened), opened);
            bound(inits, MOST_INITS);
            newestInit = opened;
        });
    }

    /** @return why it is of no use, null if it is */
    public synchronized @Nullable String chunk(WholeGroup group) throws IOException {
        return object(group, ObjectPlace.chunk(group.sequence()), opened -> {
            waiting.put(group.sequence(), opened);
            if (waiting.size() > MOST_WAITING) {
                waiting.pollFirstEntry();
                unproven++;
            }
        });
    }

    private interface Use {
        void take(byte[] object);
    }

    private @Nullable String object(WholeGroup group, ObjectPlace place, Use use) throws IOException {
        try {
            switch (MeshObject.parse(onlyFrame(group)).open(place, cipher)) {
                case ObjectVerdict.Refused wrong -> {
                    refused++;
                    return wrong.reason();
                }
                case ObjectVerdict.Opened opened -> use.take(opened.object());
            }
        } catch (IllegalArgumentException e) {
            refused++;
            return e.getMessage();
        }
        record();
        return null;
    }

    private void record() throws IOException {
        for (long chunk : new ArrayList<>(waiting.keySet())) {
            byte[] media = waiting.get(chunk);
            if (media != null && (trusted == null ? playback(chunk, media) : proven(chunk, media))) {
                waiting.remove(chunk);
            }
        }
    }

    private boolean playback(long chunk, byte[] media) throws IOException {
        if (newestInit == null) {
            return false;
        }
        archive.playback(variant, rendition(), chunk, newestInit, List.of(media));
        return true;
    }

    private boolean proven(long chunk, byte[] media) throws IOException {
        Blake3Hash hash = Blake3.hash(media);
        boolean done = false;
        for (PublisherManifest manifest : manifests.values()) {
            boolean named =
                    manifest.hash(variant.variant(), chunk).filter(hash::equals).isPresent();
            byte[] init = named
                    ? manifest.variant(variant.variant())
                            .map(each -> inits.get(each.initHash()))
                            .orElse(null)
                    : null;
            if (init != null) {
                archive.proof(manifest, rendition(), chunk, init, media);
                done = true;
            }
        }
        return done;
    }

    private Rendition rendition() {
        return new Rendition(variant.variant());
    }

    private static byte[] onlyFrame(WholeGroup group) {
        if (group.frames().size() != 1) {
            throw new IllegalArgumentException(
                    "group " + group.sequence() + " has " + group.frames().size() + " frames where one belongs");
        }
        return group.frames().getFirst().payload();
    }

    private static <T> void bound(Map<Blake3Hash, T> map, int most) {
        if (map.size() > most) {
            map.remove(map.keySet().iterator().next());
        }
    }
}
