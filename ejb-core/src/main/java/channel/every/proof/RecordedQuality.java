package channel.every.proof;

import channel.every.archive.ReceptionQuality;
import channel.every.psi.StreamHealth;
import channel.every.window.ProofStanding;
import channel.every.window.SourceWindow;
import channel.every.window.WindowQuality;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A window's quality in the words of its record: what is as it should be is left out, but for the three fields of every record. */
final class RecordedQuality {
    private RecordedQuality() {}

    static ReceptionQuality of(SourceWindow window) {
        WindowQuality quality = window.quality();
        SortedMap<String, Long> others = new TreeMap<>();
        others.put("scrambled_packets", (long) quality.scrambledPackets());
        StreamHealth stream = quality.stream();
        if (stream != null) {
            others.putAll(counts(stream));
        }
        others.values().removeIf(count -> count == 0);
        return new ReceptionQuality(
                quality.continuityErrors(),
                quality.transportErrors(),
                quality.missingMillis(),
                window.standing() == ProofStanding.ELIGIBLE
                        ? null
                        : window.standing().text(),
                others);
    }

    /** TR 101 290, of the whole stream: the window's own continuity and transport errors stand beside them. */
    private static Map<String, Long> counts(StreamHealth stream) {
        return Map.ofEntries(
                Map.entry("sync_losses", stream.syncLosses()),
                Map.entry("sync_byte_errors", stream.syncByteErrors()),
                Map.entry("pat_errors", stream.patErrors()),
                Map.entry("stream_continuity_errors", stream.continuityErrors()),
                Map.entry("pmt_errors", stream.pmtErrors()),
                Map.entry("pid_errors", stream.pidErrors()),
                Map.entry("stream_transport_errors", stream.transportErrors()),
                Map.entry("crc_errors", stream.crcErrors()),
                Map.entry("pcr_repetition_errors", stream.pcrRepetitionErrors()),
                Map.entry("pcr_discontinuity_errors", stream.pcrDiscontinuityErrors()),
                Map.entry("pcr_accuracy_errors", stream.pcrAccuracyErrors()),
                Map.entry("pts_errors", stream.ptsErrors()),
                Map.entry("cat_errors", stream.catErrors()));
    }
}
