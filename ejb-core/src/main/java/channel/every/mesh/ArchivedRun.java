package channel.every.mesh;

import channel.every.archive.ArchiveRecord;
import channel.every.hash.Blake3Hash;
import channel.every.identity.Label;
import channel.every.identity.Rendition;
import channel.every.identity.StreamId;
import channel.every.time.ClockAnchor;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Chunks of one publisher's archive that one manifest can speak for: without a gap, of one session, stream, profile and set of
 * renditions, with one init segment each.
 *
 * @param chunks at least one, by ascending index without a gap
 */
public record ArchivedRun(List<ArchivedChunk> chunks) {
    public ArchivedRun {
        chunks = List.copyOf(chunks);
        if (chunks.isEmpty()) {
            throw new IllegalArgumentException("a run has a chunk");
        }
    }

    /** The longest run that begins with chunk {@code start}, of at most {@code most} chunks; empty if that chunk is not archived whole. */
    public static Optional<ArchivedRun> from(List<ArchiveRecord> records, long start, int most) {
        NavigableMap<Long, ArchivedChunk> chunks = ArchivedChunk.of(records);
        List<ArchivedChunk> run = new ArrayList<>();
        ArchivedChunk next = chunks.get(start);
        while (next != null && run.size() < most && (run.isEmpty() || next.continues(run.getLast()))) {
            run.add(next);
            next = chunks.get(next.index() + 1);
        }
        return run.isEmpty() ? Optional.empty() : Optional.of(new ArchivedRun(run));
    }

    /** The longest run that ends with the newest chunk, of at most {@code most} chunks. */
    public static Optional<ArchivedRun> newest(List<ArchiveRecord> records, int most) {
        NavigableMap<Long, ArchivedChunk> chunks = ArchivedChunk.of(records);
        if (chunks.isEmpty()) {
            return Optional.empty();
        }
        List<ArchivedChunk> run = new ArrayList<>();
        ArchivedChunk next = chunks.lastEntry().getValue();
        while (next != null
                && run.size() < most
                && (run.isEmpty() || run.getFirst().continues(next))) {
            run.addFirst(next);
            next = chunks.get(next.index() - 1);
        }
        return Optional.of(new ArchivedRun(run));
    }

    public long start() {
        return chunks.getFirst().index();
    }

    /**
     * What the publisher says of this run.
     *
     * @param anchor of its clock, if it held for all of these chunks
     */
    public PublisherManifest manifest(@Nullable ClockAnchor anchor, List<String> locators) {
        ArchivedChunk first = chunks.getFirst();
        TreeMap<String, ManifestVariant> variants = new TreeMap<>();
        first.renditions().forEach((rendition, copy) -> {
            StreamId id = new StreamId(first.streamId().key(), first.streamId().profile(), rendition.name());
            variants.put(
                    rendition.name().value(),
                    new ManifestVariant(rendition.name(), id, hashes(rendition), copy.init()));
        });
        return new PublisherManifest(
                first.streamId(),
                first.session(),
                chunks.stream().mapToLong(ArchivedChunk::receivedUnixMs).max().orElseThrow(),
                first.node(),
                first.index(),
                chunks.size(),
                anchor,
                first.profile(),
                locators,
                List.copyOf(variants.values()));
    }

    private List<Blake3Hash> hashes(Rendition rendition) {
        return chunks.stream().map(chunk -> chunk.copy(rendition).media()).toList();
    }

    /** Who archived the run. */
    public Label node() {
        return chunks.getFirst().node();
    }
}
