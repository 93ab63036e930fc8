package channel.every.archive.file;

import channel.every.archive.ArchiveRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The newest records of a track in memory; asking again reads only what was appended since, by whomever. */
final class TrackTail {
    /** Longer than the ten minutes of a live proof, so that its reads never go to the whole file. */
    private static final Duration KEPT = Duration.ofMinutes(15);

    /** Some 50 MB; 15 minutes of a track with three renditions are 5,400 records. */
    private static final int MAX_RECORDS = 1 << 16;

    private final TrackFile file;
    private final Deque<ArchiveRecord> records = new ArrayDeque<>();
    private @Nullable Object fileKey;
    private long offset;
    private long completeSinceMs;

    TrackTail(TrackFile file) {
        this.file = file;
    }

    /** Empty if the time lies before what is kept. */
    synchronized Optional<List<ArchiveRecord>> since(long receivedUnixMs) throws IOException {
        refresh();
        if (receivedUnixMs < completeSinceMs) {
            return Optional.empty();
        }
        return Optional.of(records.stream()
                .filter(each -> each.receivedUnixMs() >= receivedUnixMs)
                .toList());
    }

    private void refresh() throws IOException {
        BasicFileAttributes now = Files.readAttributes(file.path(), BasicFileAttributes.class);
        if (!Objects.equals(now.fileKey(), fileKey) || now.size() < offset) {
            begin();
            fileKey = now.fileKey();
        }
        if (now.size() > offset) {
            offset = file.readFrom(offset, this::keep);
        }
    }

    private void begin() throws IOException {
        records.clear();
        long newest = file.last().map(ArchiveRecord::receivedUnixMs).orElse(0L);
        long from = newest - KEPT.toMillis();
        offset = file.offsetOf(from);
        completeSinceMs = offset == 0 ? Long.MIN_VALUE : from;
    }

    private void keep(ArchiveRecord record) {
        records.addLast(record);
        long oldest = record.receivedUnixMs() - KEPT.toMillis();
        while (records.size() > MAX_RECORDS || records.getFirst().receivedUnixMs() < oldest) {
            completeSinceMs = Math.max(completeSinceMs, records.removeFirst().receivedUnixMs() + 1);
        }
    }
}
