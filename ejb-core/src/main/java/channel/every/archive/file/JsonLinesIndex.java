package channel.every.archive.file;

import channel.every.archive.ArchiveIndex;
import channel.every.archive.ArchiveRecord;
import channel.every.archive.IndexLine;
import channel.every.archive.ManifestKey;
import channel.every.archive.ManifestPage;
import channel.every.archive.RecordWriter;
import channel.every.archive.SequenceRange;
import channel.every.identity.GroupSequence;
import channel.every.identity.Label;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The index of one publisher as JSON Lines, {@code <root>/<broadcast>/<track>.jsonl}. A track is written by one index at a
 * time, of one process; the right is taken at the first append and kept until {@link #close}. Anyone may read.
 */
public final class JsonLinesIndex implements ArchiveIndex, Closeable {
    private static final String SUFFIX = ".jsonl";

    private final Path root;
    private final Map<Path, TrackWriter> writers = new HashMap<>();
    private final ConcurrentMap<Path, TrackTail> tails = new ConcurrentHashMap<>();
    private final ConcurrentMap<Path, TrackMarks> marks = new ConcurrentHashMap<>();
    private long tornLines;

    /** @param manifestRoot made by the first append */
    public JsonLinesIndex(Path manifestRoot) {
        root = manifestRoot;
    }

    @Override
    public void append(List<ArchiveRecord> records) throws IOException {
        if (records.isEmpty()) {
            return;
        }
        ArchiveRecord first = records.getFirst();
        for (ArchiveRecord each : records) {
            if (!each.broadcast().equals(first.broadcast()) || !each.track().equals(first.track())) {
                throw new IllegalArgumentException("records of " + first.broadcast() + '/' + first.track() + " and of "
                        + each.broadcast() + '/' + each.track() + " in one append");
            }
        }
        byte[] lines = RecordWriter.lines(records);
        Path file = file(first.broadcast(), first.track()).path();
        try {
            writer(file).append(lines);
        } catch (IOException e) {
            // What the failed append left behind is repaired when the next one opens the file again.
            release(file, e);
            throw e;
        }
    }

    @Override
    public List<ArchiveRecord> since(Label broadcast, Label track, long receivedUnixMs) throws IOException {
        TrackFile file = file(broadcast, track);
        if (!file.exists()) {
            return List.of();
        }
        TrackTail tail = tails.computeIfAbsent(file.path(), path -> new TrackTail(file));
        Optional<List<ArchiveRecord>> recent = tail.since(receivedUnixMs);
        if (recent.isPresent()) {
            return recent.get();
        }
        List<ArchiveRecord> older = new ArrayList<>();
        file.readFrom(file.offsetOf(receivedUnixMs), each -> {
            if (each.receivedUnixMs() >= receivedUnixMs) {
                older.add(each);
            }
        });
        return older;
    }

    @Override
    public void read(Label broadcast, Label track, Consumer<? super IndexLine> lines) throws IOException {
        TrackFile file = file(broadcast, track);
        if (file.exists()) {
            file.read(lines);
        }
    }

    @Override
    public void read(Label broadcast, Label track, SequenceRange range, Consumer<? super ArchiveRecord> records)
            throws IOException {
        TrackFile file = file(broadcast, track);
        if (file.exists()) {
            marks(file).read(range, records);
        }
    }

    @Override
    public ManifestKey keyBefore(Label broadcast, Label track, long receivedUnixMs) throws IOException {
        TrackFile file = file(broadcast, track);
        return file.exists() ? marks(file).before(receivedUnixMs) : ManifestKey.START;
    }

    private TrackMarks marks(TrackFile file) {
        return marks.computeIfAbsent(file.path(), path -> new TrackMarks(file));
    }

    /** A track with its outline, to be closed; completes empty if the track does not exist, and with an unchecked I/O failure. */
    public CompletableFuture<Optional<OutlinedTrack>> outline(Label broadcast, Label track, TrackOutliner outliner) {
        TrackFile file = file(broadcast, track);
        return file.exists()
                ? outliner.begin(file).thenApply(Optional::of)
                : CompletableFuture.completedFuture(Optional.empty());
    }

    @Override
    public void newestFirst(Label broadcast, Label track, Predicate<? super ArchiveRecord> visitor) throws IOException {
        TrackFile file = file(broadcast, track);
        if (file.exists()) {
            file.newestFirst(visitor);
        }
    }

    @Override
    public ManifestPage page(Label broadcast, Label track, ManifestKey after, int mostLines, int mostBytes)
            throws IOException {
        return TrackPages.page(file(broadcast, track).path(), after, mostLines, mostBytes);
    }

    @Override
    public Optional<GroupSequence> lastSequence(Label broadcast, Label track, String sourceNode) throws IOException {
        TrackFile file = file(broadcast, track);
        return file.exists() ? file.lastSequence(sourceNode) : Optional.empty();
    }

    @Override
    public List<Label> broadcasts() throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        List<Label> found = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(root, Files::isDirectory)) {
            for (Path folder : folders) {
                String name = folder.getFileName().toString();
                Optional<Label> label =
                        Label.folded(name).filter(each -> each.value().equals(name));
                if (label.isPresent() && !tracks(folder).isEmpty()) {
                    found.add(label.get());
                }
            }
        }
        found.sort(Comparator.comparing(Label::value));
        return found;
    }

    @Override
    public List<Label> tracks(Label broadcast) throws IOException {
        Path folder = root.resolve(broadcast.value());
        return Files.isDirectory(folder) ? tracks(folder) : List.of();
    }

    /** Torn last lines that this index dropped when it began to write a track. */
    public synchronized long tornLines() {
        return tornLines;
    }

    @Override
    public synchronized void close() throws IOException {
        IOException failed = null;
        for (TrackWriter writer : writers.values()) {
            try {
                writer.close();
            } catch (IOException e) {
                failed = e;
            }
        }
        writers.clear();
        if (failed != null) {
            throw failed;
        }
    }

    private synchronized TrackWriter writer(Path file) throws IOException {
        TrackWriter open = writers.get(file);
        if (open == null) {
            open = TrackWriter.open(file);
            writers.put(file, open);
            tornLines += open.repaired() ? 1 : 0;
        }
        return open;
    }

    private synchronized void release(Path file, IOException cause) {
        TrackWriter failed = writers.remove(file);
        if (failed != null) {
            try {
                failed.close();
            } catch (IOException e) {
                cause.addSuppressed(e);
            }
        }
    }

    private TrackFile file(Label broadcast, Label track) {
        return new TrackFile(root.resolve(broadcast.value()).resolve(track.value() + SUFFIX));
    }

    private static List<Label> tracks(Path folder) throws IOException {
        List<Label> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path each : files) {
                String name = each.getFileName().toString();
                String track = name.substring(0, name.length() - SUFFIX.length());
                Label.folded(track).filter(label -> label.value().equals(track)).ifPresent(found::add);
            }
        }
        found.sort(Comparator.comparing(Label::value));
        return found;
    }
}
