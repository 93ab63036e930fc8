package channel.every.mesh.follow;

import channel.every.archive.ArchiveIndex;
import channel.every.archive.ArchiveRecord;
import channel.every.archive.CasPath;
import channel.every.archive.MediaTiming;
import channel.every.archive.ObjectKind;
import channel.every.archive.ObjectStore;
import channel.every.archive.PutOutcome;
import channel.every.cmaf.CmafTrack;
import channel.every.cmaf.FragmentTiming;
import channel.every.hash.Blake3Hash;
import channel.every.identity.GroupSequence;
import channel.every.identity.Label;
import channel.every.identity.Rendition;
import channel.every.identity.SourceIdentity;
import channel.every.identity.StreamId;
import channel.every.mesh.PublisherManifest;
import channel.every.time.Timescale;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Archives what came over relays, as publishers archive: objects first, then in one append an init record and the records of the media.
 * What a trusted manifest names is the publisher's proof, recorded under the publisher's identity, since a copy is no second witness.
 * Anything else is playback, recorded under the archiver's own. What is recorded already is not recorded again, whichever relay brings it
 * again. Safe for use by several threads.
 */
public final class ReceivedArchive {
    /** Relay tracks: watched, never proof. */
    public static final Label PLAYBACK_TRACK = new Label("0.m4s");

    /** How far back another session of ours may have recorded what a relay still has: relays keep seconds. */
    private static final Duration LOOK_BACK = Duration.ofMinutes(10);

    /** Records that are remembered so that none is written twice: ten minutes of a ladder. */
    private static final int MOST_REMEMBERED = 16 * 1024;

    private final ObjectStore store;
    private final ArchiveIndex index;
    private final Label broadcast;
    private final SourceIdentity self;
    private final InstantSource clock;
    private final Set<Place> recorded = new LinkedHashSet<>();
    private long windows;

    /** What must not be recorded twice. */
    private record Place(String sourceNode, Label track, Rendition rendition, long chunk) {}

    /** @param self who archives */
    public ReceivedArchive(
            ObjectStore store, ArchiveIndex index, Label broadcast, SourceIdentity self, InstantSource clock)
            throws IOException {
        this.store = store;
        this.index = index;
        this.broadcast = broadcast;
        this.self = self;
        this.clock = clock;
        long since = clock.instant().minus(LOOK_BACK).toEpochMilli();
        for (Label track : List.of(ArchiveRecord.PROOF_TRACK, PLAYBACK_TRACK)) {
            for (ArchiveRecord each : index.since(broadcast, track, since)) {
                String node = each.sourceNode();
                if (node != null) {
                    remember(new Place(
                            node, track, each.rendition(), each.groupSequence().chunkIndex()));
                }
            }
        }
    }

    /** Windows of a rendition that were recorded. */
    public synchronized long windows() {
        return windows;
    }

    /**
     * Archives a chunk that a trusted manifest names.
     *
     * @param init whose hash is the manifest's
     * @param media whose hash is the manifest's for this chunk
     * @return whether it was new
     */
    synchronized boolean proof(PublisherManifest manifest, Rendition rendition, long chunk, byte[] init, byte[] media)
            throws IOException {
        Heading heading = new Heading(
                manifest.streamId(),
                ArchiveRecord.PROOF_TRACK,
                new SourceIdentity(manifest.sourceNode(), manifest.epochId()),
                true,
                manifest.profile());
        return archive(heading, rendition, chunk, init, List.of(media));
    }

    /**
     * Archives a group that nobody signed for.
     *
     * @param fragments each one {@code moof} and {@code mdat}, in their order
     * @return whether it was new
     */
    synchronized boolean playback(
            @Nullable StreamId stream, Rendition rendition, long group, byte[] init, List<byte[]> fragments)
            throws IOException {
        return archive(new Heading(stream, PLAYBACK_TRACK, self, false, null), rendition, group, init, fragments);
    }

    /** What the records of a window have in common. */
    private record Heading(
            @Nullable StreamId stream,
            Label track,
            SourceIdentity source,
            boolean synced,
            @Nullable Blake3Hash profile) {}

    private boolean archive(Heading heading, Rendition rendition, long chunk, byte[] init, List<byte[]> fragments)
            throws IOException {
        Place place = new Place(heading.source().node().value(), heading.track(), rendition, chunk);
        if (recorded.contains(place)) {
            return false;
        }
        Timescale timescale = CmafTrack.read(init).init().timescale();
        List<MediaTiming> timings = new ArrayList<>();
        List<byte[]> objects = new ArrayList<>();
        objects.add(init);
        for (byte[] fragment : fragments) {
            FragmentTiming timing = FragmentTiming.of(fragment);
            timings.add(new MediaTiming(chunk, timing.decodeTime(), timescale.ticksPerSecond(), timing.duration()));
            objects.add(fragment);
        }
        List<PutOutcome> stored = store.putAll(objects);
        List<ArchiveRecord> records = new ArrayList<>();
        for (int i = 0; i < objects.size(); i++) {
            records.add(record(
                    heading,
                    rendition,
                    GroupSequence.of(chunk, Math.max(0, i - 1)),
                    stored.get(i).hash(),
                    objects.get(i).length,
                    i == 0 ? null : timings.get(i - 1)));
        }
        index.append(records);
        remember(place);
        windows++;
        return true;
    }

    private ArchiveRecord record(
            Heading heading,
            Rendition rendition,
            GroupSequence sequence,
            Blake3Hash hash,
            long size,
            @Nullable MediaTiming timing) {
        return new ArchiveRecord(
                heading.stream() == null ? null : heading.stream().toString(),
                broadcast,
                rendition,
                heading.track(),
                timing == null ? ObjectKind.INIT : ObjectKind.MEDIA,
                sequence,
                hash,
                size,
                new CasPath(hash).toString(),
                clock.millis(),
                heading.source().node().value(),
                heading.source().session().value(),
                heading.synced(),
                timing,
                null,
                heading.profile(),
                null);
    }

    private void remember(Place place) {
        recorded.add(place);
        if (recorded.size() > MOST_REMEMBERED) {
            Iterator<Place> oldest = recorded.iterator();
            oldest.next();
            oldest.remove();
        }
    }
}
