package channel.every.archive.file;

import channel.every.archive.outline.OutlineBuilder;
import channel.every.archive.outline.TrackOutline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Makes outlines of tracks, stretch by stretch on as many threads as the executor has, or takes them from their sidecars. */
public final class TrackOutliner {
    /** Half a hundredth of a second of work: enough stretches for any number of cores, and few lines are cut by their ends. */
    private static final int STRETCH_BYTES = 16 << 20;

    /** A sidecar is written anew when its index has grown by this fraction: reading that much again costs less. */
    private static final int WORTH_KEEPING = 32;

    private final Executor executor;
    private final boolean keeping;

    private TrackOutliner(Executor executor, boolean keeping) {
        this.executor = executor;
        this.keeping = keeping;
    }

    /** Uses sidecars that are there, and writes none. */
    public static TrackOutliner reading(Executor executor) {
        return new TrackOutliner(executor, false);
    }

    /** Leaves a sidecar beside each index that has grown, so that the next outline costs what has been appended. */
    public static TrackOutliner keeping(Executor executor) {
        return new TrackOutliner(executor, true);
    }

    CompletableFuture<OutlinedTrack> begin(TrackFile file) {
        Sidecar sidecar = new Sidecar(file.path());
        return CompletableFuture.supplyAsync(() -> sidecar.read().orElseGet(TrackOutline::new), executor)
                .thenCompose(known -> grown(file, sidecar, known));
    }

    private CompletableFuture<OutlinedTrack> grown(TrackFile file, Sidecar sidecar, TrackOutline known) {
        try {
            List<Long> ends = ends(file, known.bytes());
            List<CompletableFuture<TrackOutline>> parts = new ArrayList<>();
            for (int i = 1; i < ends.size(); i++) {
                long from = ends.get(i - 1);
                long to = ends.get(i);
                parts.add(CompletableFuture.supplyAsync(() -> part(file, from, to, false), executor));
            }
            long size = ends.getLast();
            return CompletableFuture.allOf(parts.toArray(CompletableFuture<?>[]::new))
                    .thenApply(done -> {
                        long before = known.bytes();
                        parts.forEach(part -> known.append(part.join()));
                        if (keeping && known.bytes() - before > before / WORTH_KEEPING) {
                            sidecar.write(known);
                        }
                        if (known.bytes() < size) {
                            known.append(part(file, known.bytes(), size, true));
                        }
                        return outlined(file, known);
                    });
        } catch (IOException e) {
            return CompletableFuture.failedFuture(new UncheckedIOException(e));
        }
    }

    /** The outline of the complete lines between two offsets. */
    static TrackOutline stretch(TrackFile file, long from, long to) {
        return part(file, from, to, false);
    }

    private static OutlinedTrack outlined(TrackFile file, TrackOutline outline) {
        try {
            return new OutlinedTrack(file, outline);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TrackOutline part(TrackFile file, long from, long to, boolean last) {
        OutlineBuilder builder = new OutlineBuilder(from);
        try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ)) {
            StretchScan scan = new StretchScan(channel, builder);
            scan.read(from, to);
            if (last) {
                scan.finish();
            }
            return builder.finish(scan.lineCount(), last ? to - from : scan.completeBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + file.path() + " failed: " + e.getMessage(), e);
        }
    }

    /** Where stretches end, all but the last one at the end of a line; the first number is where the first one begins. */
    private static List<Long> ends(TrackFile file, long from) throws IOException {
        List<Long> ends = new ArrayList<>();
        ends.add(from);
        try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ)) {
            long size = channel.size();
            for (long end = from + STRETCH_BYTES; end < size; end += STRETCH_BYTES) {
                long line = FileBlock.nextLine(channel, end, Math.min(size, end + STRETCH_BYTES));
                if (line > ends.getLast() && line < size) {
                    ends.add(line);
                }
            }
            ends.add(Math.max(from, size));
        }
        return ends;
    }
}
