package channel.every.mesh;

import channel.every.archive.ArchiveRecord;
import channel.every.archive.CasPath;
import channel.every.archive.MediaTiming;
import channel.every.archive.ObjectKind;
import channel.every.archive.ReceptionQuality;
import channel.every.archive.Records;
import channel.every.hash.Blake3Hash;
import channel.every.identity.GroupSequence;
import channel.every.identity.Rendition;
import java.util.ArrayList;
import java.util.List;

/** Archives of publishers that hold the same media, for tests. */
final class Manifests {
    static final long START = 1_780_000_000L;

    private Manifests() {}

    /** What a node archived of {@code count} chunks, in two renditions, out of order as renditions may be. */
    static List<ArchiveRecord> archive(String node, String session, long start, int count) {
        List<ArchiveRecord> records = new ArrayList<>();
        for (long chunk = start; chunk < start + count; chunk++) {
            for (String rendition : List.of("audio", "720p")) {
                records.add(record(node, session, rendition, ObjectKind.INIT, chunk, rendition + " init"));
                records.add(record(node, session, rendition, ObjectKind.MEDIA, chunk, rendition + " media " + chunk));
            }
        }
        return records;
    }

    static ArchiveRecord record(
            String node, String session, String rendition, ObjectKind kind, long chunk, String bytes) {
        Blake3Hash hash = Records.hashOf(bytes);
        return new ArchiveRecord(
                "ec/stream/v1/broadcast/atsc/tsid-2065/program-3/profile-default/variant-main",
                Records.KCOP,
                Rendition.of(rendition),
                ArchiveRecord.PROOF_TRACK,
                kind,
                GroupSequence.of(chunk, 0),
                hash,
                1000,
                new CasPath(hash).toString(),
                1_780_000_000_000L + 1001 * (chunk - START) + node.length(),
                node,
                session,
                true,
                new MediaTiming(chunk, 90_090 * chunk, 90_000, 90_090),
                Records.hashOf("source " + chunk),
                Records.hashOf("profile"),
                new ReceptionQuality(0, 0, 0));
    }

    static PublisherManifest manifest(String node, int count) {
        return ArchivedRun.newest(archive(node, "s1", START, count), PublisherManifest.MOST_CHUNKS)
                .orElseThrow()
                .manifest(null, List.of());
    }
}
