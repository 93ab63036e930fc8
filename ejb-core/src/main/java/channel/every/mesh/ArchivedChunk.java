package channel.every.mesh;

import channel.every.archive.ArchiveRecord;
import channel.every.archive.ObjectKind;
import channel.every.hash.Blake3Hash;
import channel.every.identity.Label;
import channel.every.identity.Rendition;
import channel.every.identity.StreamId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One window of a publisher with all its renditions.
 *
 * @param session of the publisher when it archived the window
 */
record ArchivedChunk(
        long index,
        StreamId streamId,
        Label node,
        Label session,
        Blake3Hash profile,
        long receivedUnixMs,
        Map<Rendition, Copy> renditions) {
    /** The objects of one rendition. */
    record Copy(Blake3Hash init, Blake3Hash media) {}

    ArchivedChunk {
        renditions = Map.copyOf(renditions);
    }

    /** Those chunks of an index that are whole and synced, and whose records say all that a manifest must. */
    static NavigableMap<Long, ArchivedChunk> of(List<ArchiveRecord> records) {
        Map<Long, List<ArchiveRecord>> byIndex = new HashMap<>();
        for (ArchiveRecord each : records) {
            byIndex.computeIfAbsent(each.groupSequence().chunkIndex(), index -> new ArrayList<>())
                    .add(each);
        }
        NavigableMap<Long, ArchivedChunk> chunks = new TreeMap<>();
        byIndex.forEach((index, group) -> whole(index, group).ifPresent(chunk -> chunks.put(index, chunk)));
        return chunks;
    }

    Copy copy(Rendition rendition) {
        Copy copy = renditions.get(rendition);
        if (copy == null) {
            throw new IllegalArgumentException("chunk " + index + " has no rendition " + rendition);
        }
        return copy;
    }

    /** Whether one manifest can speak for both. */
    boolean continues(ArchivedChunk before) {
        return index == before.index + 1
                && streamId.equals(before.streamId)
                && node.equals(before.node)
                && session.equals(before.session)
                && profile.equals(before.profile)
                && inits().equals(before.inits());
    }

    private Map<Rendition, Blake3Hash> inits() {
        Map<Rendition, Blake3Hash> inits = new HashMap<>();
        renditions.forEach((rendition, copy) -> inits.put(rendition, copy.init()));
        return inits;
    }

    private static Optional<ArchivedChunk> whole(long index, List<ArchiveRecord> group) {
        ArchiveRecord first = group.getFirst();
        Map<Rendition, Blake3Hash> inits = new HashMap<>();
        Map<Rendition, Blake3Hash> media = new HashMap<>();
        boolean whole = true;
        for (ArchiveRecord each : group) {
            Map<Rendition, Blake3Hash> kind = each.kind() == ObjectKind.INIT ? inits : media;
            // A window of several fragments is not one object, so no hash can stand for it.
            whole &= each.synced()
                    && each.groupSequence().slot() == 0
                    && each.hash() != null
                    && kind.put(each.rendition(), each.hash()) == null;
        }
        Map<Rendition, Copy> copies = new HashMap<>();
        media.forEach((rendition, object) -> {
            Blake3Hash init = inits.get(rendition);
            if (init != null) {
                copies.put(rendition, new Copy(init, object));
            }
        });
        if (!whole || copies.isEmpty() || copies.size() != media.size() || copies.size() != inits.size()) {
            return Optional.empty();
        }
        return named(index, first, copies);
    }

    private static Optional<ArchivedChunk> named(long index, ArchiveRecord first, Map<Rendition, Copy> copies) {
        Optional<StreamId> id = streamId(first.streamId());
        Blake3Hash profile = first.profile();
        String node = first.sourceNode();
        String session = first.sourceSession();
        return id.isEmpty() || profile == null || node == null || session == null
                ? Optional.empty()
                : Optional.of(new ArchivedChunk(
                        index, id.get(), new Label(node), new Label(session), profile, first.receivedUnixMs(), copies));
    }

    /** An id that cannot be read names no stream that a manifest could be of. */
    private static Optional<StreamId> streamId(@Nullable String text) {
        try {
            return Optional.ofNullable(text).map(StreamId::parse);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
