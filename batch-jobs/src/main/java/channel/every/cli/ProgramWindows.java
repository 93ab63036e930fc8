package channel.every.cli;

import channel.every.clock.ChunkCadence;
import channel.every.clock.ChunkIndex;
import channel.every.clock.SyncState;
import channel.every.clock.UtcAnchor;
import channel.every.hash.Blake3Hash;
import channel.every.identity.BroadcastKey;
import channel.every.window.ChopperCounters;
import channel.every.window.ChopperEvent;
import channel.every.window.ChopperSettings;
import channel.every.window.ProofStanding;
import channel.every.window.WindowChopper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Cuts one program of a recording into windows to see how many of them could prove something. */
final class ProgramWindows {
    /**
     * @param broadcast what names the program worldwide, null where the tables do not say
     * @param clock state of the broadcast clock at the end
     * @param table which time table it stands on, null for none
     * @param epochs of the clock, more than one after a discontinuity
     * @param windows given out
     * @param eligible of these, the ones that must be equal at every receiver
     * @param doubted the others, by why not
     * @param cut each window, for comparing two recordings
     * @param dropped by reason, those that occurred
     */
    record Report(
            int program,
            @Nullable String broadcast,
            String clock,
            @Nullable String table,
            int epochs,
            int cadenceMs,
            long windows,
            long eligible,
            Map<String, Long> doubted,
            @Nullable Long firstIndex,
            @Nullable Long lastIndex,
            Map<String, Long> dropped,
            List<Cut> cut) {}

    /** @param standing whether every receiver must come to the same, and why not */
    record Cut(ChunkIndex index, Blake3Hash sourceHash, ProofStanding standing) {}

    /** Windows listed one by one, a day and more; later ones are counted. */
    private static final int MOST_LISTED = 100_000;

    private final int program;
    private final ChunkCadence cadence;
    private final WindowChopper chopper;
    private @Nullable BroadcastKey key;
    private final List<Cut> cut = new ArrayList<>();
    private @Nullable ChunkIndex first;
    private @Nullable ChunkIndex last;

    ProgramWindows(int program, ChunkCadence cadence) {
        this.program = program;
        this.cadence = cadence;
        chopper = new WindowChopper(ChopperSettings.recording(cadence).withProgram(program), this::event);
    }

    void feed(byte[] bytes, int length) {
        chopper.feed(bytes, 0, length);
        chopper.closeDue();
    }

    void finish() {
        chopper.finish();
    }

    Report report() {
        ChopperCounters counters = chopper.counters();
        Map<String, Long> dropped = new TreeMap<>();
        counters.windowsDropped().forEach((reason, count) -> {
            if (count > 0) {
                dropped.put(reason.name().toLowerCase(Locale.ROOT), count);
            }
        });
        Map<String, Long> doubted = new TreeMap<>();
        counters.windowsStanding().forEach((standing, count) -> {
            if (count > 0 && standing != ProofStanding.ELIGIBLE) {
                doubted.put(standing.text(), count);
            }
        });
        return new Report(
                program,
                key == null ? null : key.path(),
                text(counters.clock()),
                counters.clock()
                        .announced()
                        .map(UtcAnchor::table)
                        .map(Enum::name)
                        .orElse(null),
                counters.epoch(),
                cadence.milliseconds(),
                counters.windowsClosed(),
                counters.windowsStanding().getOrDefault(ProofStanding.ELIGIBLE, 0L),
                doubted,
                first == null ? null : first.value(),
                last == null ? null : last.value(),
                dropped,
                List.copyOf(cut));
    }

    private void event(ChopperEvent event) {
        switch (event) {
            case ChopperEvent.WindowClosed closed -> {
                first = first == null ? closed.window().index() : first;
                last = closed.window().index();
                if (cut.size() < MOST_LISTED) {
                    cut.add(new Cut(
                            last,
                            closed.window().input().hash(),
                            closed.window().standing()));
                }
            }
            case ChopperEvent.IdentityFound found -> key = found.key();
            case ChopperEvent.IdentityLost lost -> key = null;
            case ChopperEvent.WindowDropped dropped -> {}
            case ChopperEvent.ClockChanged changed -> {}
            case ChopperEvent.EpochStarted started -> {}
            case ChopperEvent.FormatFound found -> {}
            case ChopperEvent.ScramblingChanged changed -> {}
            case ChopperEvent.MediaDiscarded discarded -> {}
        }
    }

    private static String text(SyncState state) {
        return switch (state) {
            case SyncState.Unsynced unsynced ->
                "unsynced: " + unsynced.reason().name().toLowerCase(Locale.ROOT);
            case SyncState.Synced synced -> "synced, margin " + synced.marginMillis() + " ms";
            case SyncState.Suspect suspect ->
                "suspect: " + suspect.reason().name().toLowerCase(Locale.ROOT);
        };
    }
}
