package channel.every.window;

import channel.every.clock.ChunkCadence;
import channel.every.clock.SyncState;
import channel.every.hash.Blake3Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A chopper that remembers what it told. */
final class Receiver {
    final List<ChopperEvent> events = new ArrayList<>();
    final SortedMap<Long, SourceWindow> windows = new TreeMap<>();
    final List<ChopperEvent.WindowDropped> dropped = new ArrayList<>();
    final WindowChopper chopper;

    Receiver(ChopperSettings settings) {
        chopper = new WindowChopper(settings, this::told);
    }

    static Receiver of(byte[] stream) {
        return of(stream, 7 * 188);
    }

    /** A recording read in pieces of this many bytes. */
    static Receiver of(byte[] stream, int piece) {
        Receiver receiver = new Receiver(ChopperSettings.recording(ChunkCadence.DEFAULT));
        receiver.read(stream, piece);
        receiver.chopper.finish();
        return receiver;
    }

    void read(byte[] stream, int piece) {
        for (int at = 0; at < stream.length; at += piece) {
            chopper.feed(stream, at, Math.min(piece, stream.length - at));
            chopper.closeDue();
        }
    }

    /** Null where there is no such window. */
    @Nullable
    Blake3Hash hash(long index) {
        SourceWindow window = windows.get(index);
        return window == null ? null : window.input().hash();
    }

    /** Whether every receiver must come to the same, but for an earlier epoch that may have used the index. */
    static boolean sound(SourceWindow window) {
        return window.standing() == ProofStanding.ELIGIBLE || window.standing() == ProofStanding.YOUNG;
    }

    SyncState clock() {
        return chopper.counters().clock();
    }

    private void told(ChopperEvent event) {
        events.add(event);
        switch (event) {
            case ChopperEvent.WindowClosed closed -> {
                SourceWindow before = windows.put(closed.window().index().value(), closed.window());
                if (before != null) {
                    throw new AssertionError("window given out twice: " + before.index());
                }
            }
            case ChopperEvent.WindowDropped window -> dropped.add(window);
            case ChopperEvent.ClockChanged changed -> {}
            case ChopperEvent.IdentityFound found -> {}
            case ChopperEvent.IdentityLost lost -> {}
            case ChopperEvent.EpochStarted started -> {}
            case ChopperEvent.FormatFound found -> {}
            case ChopperEvent.ScramblingChanged changed -> {}
            case ChopperEvent.MediaDiscarded discarded -> {}
        }
    }
}
