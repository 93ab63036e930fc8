package channel.every.archive.file;

import channel.every.archive.RecordView;
import channel.every.archive.outline.TrackOutline;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/** The index of a track and its outline, by which stretches of it are read again. Several threads may. */
public final class OutlinedTrack implements Closeable {
    private final FileChannel channel;
    private final TrackOutline outline;

    OutlinedTrack(TrackFile file, TrackOutline outline) throws IOException {
        channel = FileChannel.open(file.path(), StandardOpenOption.READ);
        this.outline = outline;
    }

    public TrackOutline outline() {
        return outline;
    }

    /**
     * Shows the records between two offsets, at which lines begin, to {@code records}, with offsets that count from the first one; for
     * one thread and many stretches.
     */
    public Stretches stretches(Consumer<RecordView> records) {
        return new Stretches(records);
    }

    /** Closes the index; what was read stays. */
    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Reads stretches one after the other. */
    public final class Stretches {
        private final StretchScan scan;

        private Stretches(Consumer<RecordView> records) {
            scan = new StretchScan(channel, new ViewsOnly(records));
        }

        public void read(long from, long to) throws IOException {
            scan.read(from, to);
            scan.finish();
        }
    }
}
