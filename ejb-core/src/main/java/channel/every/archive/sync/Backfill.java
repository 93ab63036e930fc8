package channel.every.archive.sync;

import channel.every.archive.ArchiveRecord;
import channel.every.archive.ObjectKind;
import channel.every.archive.file.DataDirectory;
import channel.every.archive.file.JsonLinesIndex;
import channel.every.archive.file.TrackMirror;
import channel.every.hash.Blake3Hash;
import channel.every.identity.GroupSequence;
import channel.every.identity.Label;
import channel.every.identity.Rendition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The windows that this node's own publishers lack and a peer has that agrees with them. A peer is trusted with a window if, among
 * the windows around it, some are equal and none differs that both received whole.
 */
final class Backfill {
    /** Windows to either side that a peer must not contradict: about a minute at the usual cadence. */
    private static final long CONTEXT_CHUNKS = 64;

    private record Moment(Rendition rendition, ObjectKind kind, GroupSequence sequence) {}

    private final long sinceUnixMs;
    private final Map<Label, Map<Moment, ArchiveRecord>> own = new HashMap<>();
    private final Set<Blake3Hash> named = new LinkedHashSet<>();

    /** Reads what this node's own publishers recorded since a time. */
    Backfill(DataDirectory data, long sinceUnixMs) throws IOException {
        this.sinceUnixMs = sinceUnixMs;
        for (Path root : data.manifestRoots().values()) {
            if (!TrackMirror.marks(root)) {
                read(root);
            }
        }
    }

    private void read(Path root) throws IOException {
        try (JsonLinesIndex index = new JsonLinesIndex(root)) {
            for (Label broadcast : index.broadcasts()) {
                Map<Moment, ArchiveRecord> moments = own.computeIfAbsent(broadcast, name -> new HashMap<>());
                for (ArchiveRecord each : index.since(broadcast, ArchiveRecord.PROOF_TRACK, sinceUnixMs)) {
                    if (each.hash() != null) {
                        moments.put(moment(each), each);
                        named.add(each.hash());
                    }
                }
            }
        }
    }

    /** Objects that own records name: wanted from anybody if they are not here, for their hash says what they are. */
    Set<Blake3Hash> ownObjects() {
        return named;
    }

    /** Objects of a mirrored track for windows that nobody here has, newest first. */
    Set<Blake3Hash> lacking(PeerBook.MirroredTrack track) throws IOException {
        Map<Moment, ArchiveRecord> moments = own.getOrDefault(track.broadcast(), Map.of());
        Set<Blake3Hash> wanted = new LinkedHashSet<>();
        if (moments.isEmpty() || !track.track().equals(ArchiveRecord.PROOF_TRACK)) {
            return wanted;
        }
        try (JsonLinesIndex index = new JsonLinesIndex(track.root())) {
            NavigableMap<Long, Boolean> agreement = new TreeMap<>();
            index.newestFirst(track.broadcast(), track.track(), each -> {
                compare(each, moments.get(moment(each)), agreement);
                return each.receivedUnixMs() >= sinceUnixMs;
            });
            index.newestFirst(track.broadcast(), track.track(), each -> {
                if (each.hash() != null && !moments.containsKey(moment(each)) && trusted(each, agreement)) {
                    wanted.add(each.hash());
                }
                return each.receivedUnixMs() >= sinceUnixMs;
            });
        }
        return wanted;
    }

    private static void compare(
            ArchiveRecord theirs, @Nullable ArchiveRecord ours, NavigableMap<Long, Boolean> agreement) {
        if (ours != null && theirs.hash() != null && whole(theirs) && whole(ours)) {
            boolean same = Objects.equals(theirs.hash(), ours.hash());
            agreement.merge(theirs.groupSequence().chunkIndex(), same, Boolean::logicalAnd);
        }
    }

    private static boolean trusted(ArchiveRecord theirs, NavigableMap<Long, Boolean> agreement) {
        long chunk = theirs.groupSequence().chunkIndex();
        Map<Long, Boolean> around = agreement.subMap(chunk - CONTEXT_CHUNKS, true, chunk + CONTEXT_CHUNKS, true);
        return whole(theirs) && around.containsValue(true) && !around.containsValue(false);
    }

    private static boolean whole(ArchiveRecord record) {
        return record.quality() == null || record.quality().whole();
    }

    private static Moment moment(ArchiveRecord record) {
        return new Moment(record.rendition(), record.kind(), record.groupSequence());
    }
}
