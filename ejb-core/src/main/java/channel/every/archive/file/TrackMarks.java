package channel.every.archive.file;

import channel.every.archive.ArchiveRecord;
import channel.every.archive.ManifestKey;
import channel.every.archive.SequenceRange;
import channel.every.archive.outline.LineMarks;
import channel.every.archive.outline.LineMarks.Stretch;
import channel.every.archive.outline.OutlineCodec.Marked;
import channel.every.archive.outline.TrackOutline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds records of a track by sequence and by time without reading what lies before or after them. The marks for that are 50 bytes for
 * half a megabyte of index; they are read from the sidecar, which is made where there is none, and then kept up with what is appended.
 */
final class TrackMarks {
    /** A shorter index is looked through in a hundredth of a second. */
    private static final int WORTH_A_SIDECAR = 16 << 20;

    private final TrackFile file;
    private LineMarks marks = new LineMarks();
    private @Nullable Object fileKey;
    private long covered;

    TrackMarks(TrackFile file) {
        this.file = file;
    }

    /** Shows the records of a range in order of appending. */
    void read(SequenceRange range, Consumer<? super ArchiveRecord> records) throws IOException {
        for (Stretch each : ofSequences(range)) {
            file.readBetween(each.from(), each.to(), record -> {
                if (range.holds(record.groupSequence())) {
                    records.accept(record);
                }
            });
        }
    }

    /** The key before the first record that was received at a time or later; that of the end if there is none. */
    ManifestKey before(long receivedUnixMs) throws IOException {
        Later later = since(receivedUnixMs);
        try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ)) {
            for (Stretch each : later.stretches()) {
                OptionalLong found = first(channel, each, receivedUnixMs);
                if (found.isPresent()) {
                    return TrackPages.before(channel, found.getAsLong());
                }
            }
            return TrackPages.before(channel, later.end());
        }
    }

    private record Later(List<Stretch> stretches, long end) {}

    private synchronized List<Stretch> ofSequences(SequenceRange range) throws IOException {
        refresh();
        return marks.ofSequences(range.first().value(), range.last().value());
    }

    private synchronized Later since(long receivedUnixMs) throws IOException {
        refresh();
        return new Later(marks.ofTimes(receivedUnixMs, Long.MAX_VALUE), covered);
    }

    synchronized int size() {
        return marks.size();
    }

    private static OptionalLong first(FileChannel channel, Stretch stretch, long receivedUnixMs) throws IOException {
        long[] first = {-1};
        StretchScan scan = new StretchScan(channel, new ViewsOnly(record -> {
            if (first[0] < 0 && record.receivedUnixMs() >= receivedUnixMs) {
                first[0] = stretch.from() + record.offset();
            }
        }));
        scan.read(stretch.from(), stretch.to());
        return first[0] < 0 ? OptionalLong.empty() : OptionalLong.of(first[0]);
    }

    private void refresh() throws IOException {
        BasicFileAttributes now = Files.readAttributes(file.path(), BasicFileAttributes.class);
        try {
            if (!Objects.equals(now.fileKey(), fileKey) || now.size() < covered) {
                begin(now.size());
                fileKey = now.fileKey();
            }
            if (now.size() > covered) {
                TrackOutline grown = TrackOutliner.stretch(file, covered, now.size());
                marks.addAll(grown.marks());
                covered += grown.bytes();
            }
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void begin(long size) throws IOException {
        Sidecar sidecar = new Sidecar(file.path());
        Optional<Marked> known = sidecar.readMarks();
        if (size > WORTH_A_SIDECAR && known.isEmpty()) {
            outline();
            known = sidecar.readMarks();
        }
        marks = known.map(Marked::marks).orElseGet(LineMarks::new);
        covered = known.map(Marked::bytes).orElse(0L);
    }

    private void outline() throws IOException {
        try {
            TrackOutliner.keeping(Runnable::run).begin(file).join().close();
        } catch (CompletionException e) {
            throw new IOException("outlining " + file.path() + " failed: " + e.getCause(), e);
        }
    }
}
