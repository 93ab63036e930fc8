package channel.every.convergence;

import channel.every.archive.ArchiveRecord;
import channel.every.archive.MediaTiming;
import channel.every.archive.ReceptionQuality;
import channel.every.hash.Blake3Hash;
import org.jspecify.annotations.Nullable;

/** What one source holds for a sampled sequence. */
public record SampleCopy(
        String source,
        @Nullable String sourceNode,
        @Nullable String sourceSession,
        String kind,
        @Nullable Blake3Hash hash,
        long size,
        long receivedUnixMs,
        @Nullable String casPath,
        @Nullable MediaTiming media,
        @Nullable Blake3Hash sourceHash,
        @Nullable Blake3Hash profile,
        @Nullable ReceptionQuality quality) {
    public static SampleCopy of(Sighting sighting) {
        ArchiveRecord record = sighting.record();
        return new SampleCopy(
                sighting.source().value(),
                record.sourceNode(),
                record.sourceSession(),
                record.kind().text(),
                record.hash(),
                record.size(),
                record.receivedUnixMs(),
                record.casPath(),
                record.media(),
                record.sourceHash(),
                record.profile(),
                record.quality());
    }
}
