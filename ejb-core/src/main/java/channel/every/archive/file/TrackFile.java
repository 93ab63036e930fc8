package channel.every.archive.file;

import channel.every.archive.ArchiveRecord;
import channel.every.archive.IndexLine;
import channel.every.archive.IndexReader;
import channel.every.identity.GroupSequence;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The index of one track for reading: whole from the front, or just its end however long it has grown. */
record TrackFile(Path path) {
    /** Records are appended as they are received, but for a clock that is set back; so much of it is put up with. */
    private static final long DISORDER_MS = 60_000;

    /** About a thousand records; many times the longest line. */
    private static final int BLOCK_BYTES = 1 << 20;

    boolean exists() {
        return Files.isRegularFile(path);
    }

    void read(Consumer<? super IndexLine> lines) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            IndexReader.read(in, lines);
        }
    }

    /** Reads the complete lines from {@code offset} on, where one must begin; returns the offset where the next will. */
    long readFrom(long offset, Consumer<ArchiveRecord> records) throws IOException {
        IndexReader reader = new IndexReader(line -> valid(line, records));
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            long size = channel.size();
            for (long from = offset; from < size; from += BLOCK_BYTES) {
                byte[] block = FileBlock.read(channel, from, Math.min(size, from + BLOCK_BYTES));
                reader.feed(block, 0, block.length);
            }
        }
        return offset + reader.completeBytes();
    }

    /** Shows the records between two offsets at which lines begin. */
    void readBetween(long from, long to, Consumer<ArchiveRecord> records) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            IndexReader reader = new IndexReader(line -> valid(line, records));
            for (long at = from; at < to; at += BLOCK_BYTES) {
                byte[] block = FileBlock.read(channel, at, Math.min(to, at + BLOCK_BYTES));
                reader.feed(block, 0, block.length);
            }
        }
    }

    /** An offset from which on all records lie that were received at or after a time, and not many others. */
    long offsetOf(long receivedUnixMs) throws IOException {
        long before = receivedUnixMs - DISORDER_MS;
        return backwards(
                records -> !records.isEmpty() && records.stream().allMatch(each -> each.receivedUnixMs() < before));
    }

    Optional<ArchiveRecord> last() throws IOException {
        List<ArchiveRecord> last = new ArrayList<>();
        backwards(records -> {
            if (!records.isEmpty()) {
                last.add(records.getLast());
            }
            return !records.isEmpty();
        });
        return last.stream().findFirst();
    }

    /** The highest synced sequence of a source among the newest records in which it occurs. */
    Optional<GroupSequence> lastSequence(String sourceNode) throws IOException {
        List<GroupSequence> found = new ArrayList<>();
        backwards(records -> {
            records.stream()
                    .filter(each -> each.synced() && Objects.equals(sourceNode, each.sourceNode()))
                    .forEach(each -> found.add(each.groupSequence()));
            return !found.isEmpty();
        });
        return found.stream().max(GroupSequence::compareTo);
    }

    /** Shows the records from the newest back for as long as the visitor says true. */
    void newestFirst(Predicate<? super ArchiveRecord> visitor) throws IOException {
        backwards(records -> !records.reversed().stream().allMatch(visitor));
    }

    /** Shows the records block by block from the end until it is enough; returns the offset of the last block shown. */
    private long backwards(Predicate<List<ArchiveRecord>> enough) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            long end = channel.size();
            while (end > 0) {
                long start = Math.max(0, end - BLOCK_BYTES);
                byte[] block = FileBlock.read(channel, start, end);
                int first = start == 0 ? 0 : firstLine(block);
                List<ArchiveRecord> records = new ArrayList<>();
                new IndexReader(line -> valid(line, records::add)).feed(block, first, block.length - first);
                if (enough.test(records)) {
                    return start + first;
                }
                // A block inside one endless line of garbage has no line to begin with.
                end = first < block.length ? start + first : start;
            }
            return 0;
        }
    }

    private static int firstLine(byte[] block) {
        int at = 0;
        while (at < block.length && block[at] != '\n') {
            at++;
        }
        return Math.min(at + 1, block.length);
    }

    private static void valid(IndexLine line, Consumer<ArchiveRecord> records) {
        if (line instanceof IndexLine.Valid(long number, ArchiveRecord found)) {
            records.accept(found);
        }
    }
}
