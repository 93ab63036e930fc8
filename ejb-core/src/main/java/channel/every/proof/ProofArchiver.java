package channel.every.proof;

import channel.every.archive.ArchiveIndex;
import channel.every.archive.ArchiveRecord;
import channel.every.archive.CasPath;
import channel.every.archive.MediaTiming;
import channel.every.archive.ObjectKind;
import channel.every.archive.ObjectStore;
import channel.every.archive.PutOutcome;
import channel.every.clock.ChunkIndex;
import channel.every.cmaf.Fragment;
import channel.every.encode.EncodeOutcome;
import channel.every.encode.EncodedTrack;
import channel.every.hash.Blake3Hash;
import channel.every.identity.GroupSequence;
import channel.every.identity.Label;
import channel.every.identity.Rendition;
import channel.every.identity.SourceIdentity;
import channel.every.window.SourceWindow;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Archives the encoded windows of one publisher as proof: objects first, then in one append an init record and the media records
 * of every rendition. A source archives an index once and never goes back, over restarts too: what it says twice it could
 * contradict. Not safe for use by several threads.
 */
public final class ProofArchiver {
    private final ObjectStore store;
    private final ArchiveIndex index;
    private final SourceIdentity source;
    private final Label broadcast;
    private final Blake3Hash profile;
    private final InstantSource clock;
    private @Nullable String streamId;
    private @Nullable ChunkIndex last;

    /**
     * Goes on after the last window that this source node archived in an earlier session.
     *
     * @param streamId null while unknown
     * @param profile hash of encode profile, argument plan and encoder build
     */
    public ProofArchiver(
            ObjectStore store,
            ArchiveIndex index,
            SourceIdentity source,
            Label broadcast,
            @Nullable String streamId,
            Blake3Hash profile,
            InstantSource clock)
            throws IOException {
        this.store = store;
        this.index = index;
        this.source = source;
        this.broadcast = broadcast;
        this.streamId = streamId;
        this.profile = profile;
        this.clock = clock;
        this.last = index.lastSequence(
                        broadcast, ArchiveRecord.PROOF_TRACK, source.node().value())
                .map(sequence -> new ChunkIndex(sequence.chunkIndex()))
                .orElse(null);
    }

    /** The newest window that this source archived, in this session or before; null before the first. */
    public @Nullable ChunkIndex lastArchived() {
        return last;
    }

    /** What the stream is called in records from now on: at the latest when its tables have told which broadcast it is. */
    public void identify(String id) {
        streamId = id;
    }

    /**
     * Archives a window.
     *
     * @throws IOException if it could not be made durable; then it may be offered again
     */
    public ArchiveOutcome archive(SourceWindow window, EncodeOutcome.Encoded encoded) throws IOException {
        if (last != null && window.index().compareTo(last) <= 0) {
            return new ArchiveOutcome.Refused("window " + window.index().value() + " is not after window "
                    + last.value() + ", which " + source.node() + " has archived");
        }
        List<Item> items = items(window, encoded);
        List<PutOutcome> stored = store.putAll(items.stream().map(Item::bytes).toList());
        long now = clock.millis();
        List<ArchiveRecord> records = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            records.add(record(window, items.get(i), stored.get(i).hash(), now));
        }
        index.append(records);
        last = window.index();
        return new ArchiveOutcome.Archived(records);
    }

    /** An object of a window and what its record says of it. */
    private record Item(
            Rendition rendition,
            ObjectKind kind,
            int slot,
            byte[] bytes,
            @Nullable MediaTiming media) {}

    /** Init and first fragment share slot 0: their kinds tell them apart. */
    private static List<Item> items(SourceWindow window, EncodeOutcome.Encoded encoded) {
        List<Item> items = new ArrayList<>();
        for (EncodedTrack track : encoded.tracks()) {
            items.add(
                    new Item(track.rendition(), ObjectKind.INIT, 0, track.init().bytes(), null));
            for (int slot = 0; slot < track.fragments().size(); slot++) {
                Fragment fragment = track.fragments().get(slot);
                MediaTiming timing = new MediaTiming(
                        window.index().value(),
                        fragment.decodeTime(),
                        fragment.timescale().ticksPerSecond(),
                        fragment.duration());
                items.add(new Item(track.rendition(), ObjectKind.MEDIA, slot, fragment.bytes(), timing));
            }
        }
        return items;
    }

    private ArchiveRecord record(SourceWindow window, Item item, Blake3Hash hash, long now) {
        return new ArchiveRecord(
                streamId,
                broadcast,
                item.rendition(),
                ArchiveRecord.PROOF_TRACK,
                item.kind(),
                GroupSequence.of(window.index().value(), item.slot()),
                hash,
                item.bytes().length,
                new CasPath(hash).toString(),
                now,
                source.node().value(),
                source.session().value(),
                window.synced(),
                item.media(),
                window.input().hash(),
                profile,
                RecordedQuality.of(window));
    }
}
