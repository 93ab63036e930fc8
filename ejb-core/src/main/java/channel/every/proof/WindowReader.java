package channel.every.proof;

import channel.every.identity.BroadcastKey;
import channel.every.window.ChopperEvent;
import channel.every.window.ChopperSettings;
import channel.every.window.WindowChopper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** The windows of a transport stream, one after another; reads no further than the next one needs. */
public final class WindowReader {
    /** Read at once: at 20 Mbit/s a tenth of a window, so that few windows wait at a time. */
    private static final int BUFFER_BYTES = 256 * 1024;

    /** Without a packet so far into an input there will be none: resynchronising looks for three sync bytes in a row. */
    private static final long PATIENCE_BYTES = 4L * BUFFER_BYTES;

    private final InputStream in;
    private final String name;
    private final WindowChopper chopper;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final Queue<CutWindow> ready = new ArrayDeque<>();
    private final List<DroppedWindow> dropped = new ArrayList<>();
    private @Nullable BroadcastKey broadcast;
    private long offset;
    private boolean ended;

    /** @param name of the input, for messages; the stream stays the caller's to close */
    public WindowReader(InputStream in, String name, ChopperSettings settings) {
        this.in = in;
        this.name = name;
        this.chopper = new WindowChopper(settings, this::hear);
    }

    /**
     * The next window, null after the last.
     *
     * @throws NotTransportStreamException if the input holds no transport packets
     */
    public @Nullable CutWindow next() throws IOException {
        while (ready.isEmpty() && !ended) {
            int read = in.read(buffer);
            if (read < 0) {
                ended = true;
                chopper.finish();
            } else {
                offset += read;
                chopper.feed(buffer, 0, read);
                chopper.closeDue();
            }
            if ((ended || offset >= PATIENCE_BYTES) && chopper.counters().packets() == 0) {
                throw new NotTransportStreamException(name, offset);
            }
        }
        return ready.poll();
    }

    /** Bytes read so far. */
    public long offset() {
        return offset;
    }

    /** Windows seen so far that could not be cut whole. */
    public List<DroppedWindow> dropped() {
        return List.copyOf(dropped);
    }

    private void hear(ChopperEvent event) {
        switch (event) {
            case ChopperEvent.WindowClosed closed -> ready.add(new CutWindow(closed.window(), offset, broadcast));
            case ChopperEvent.WindowDropped lost -> dropped.add(new DroppedWindow(lost.index(), lost.reason()));
            case ChopperEvent.ClockChanged clock -> {}
            case ChopperEvent.IdentityFound identity -> broadcast = identity.key();
            case ChopperEvent.IdentityLost lost -> broadcast = null;
            case ChopperEvent.EpochStarted epoch -> {}
            case ChopperEvent.FormatFound format -> {}
            case ChopperEvent.ScramblingChanged changed -> {}
            case ChopperEvent.MediaDiscarded discarded -> {}
        }
    }
}
