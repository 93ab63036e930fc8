package channel.every.archive;

import channel.every.hash.Blake3;
import channel.every.hash.Blake3Hash;
import channel.every.identity.GroupSequence;
import channel.every.identity.Label;
import channel.every.identity.Rendition;
import java.nio.charset.StandardCharsets;

/** Records for tests, complete unless said otherwise. */
public final class Records {
    public static final Label KCOP = new Label("la-kcop");
    public static final String STREAM_ID = "ec/stream/v1/broadcast/atsc/tsid-2065/program-3/profile-proof/variant-720p";

    private Records() {}

    public static Blake3Hash hashOf(String text) {
        return Blake3.hash(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A whole media record of a node for a chunk, received a second a chunk. */
    public static ArchiveRecord media(String node, long chunk) {
        return of(node, chunk, hashOf("media " + chunk));
    }

    /** Such a record of an object. */
    public static ArchiveRecord of(String node, long chunk, Blake3Hash hash) {
        return new ArchiveRecord(
                STREAM_ID,
                KCOP,
                Rendition.of("720p"),
                ArchiveRecord.PROOF_TRACK,
                ObjectKind.MEDIA,
                GroupSequence.of(chunk, 0),
                hash,
                439_737,
                new CasPath(hash).toString(),
                1_780_000_000_000L + 1001 * chunk,
                node,
                "session-1",
                true,
                new MediaTiming(chunk, 90_090 * chunk, 90_000, 90_090),
                hashOf("source " + chunk),
                hashOf("profile"),
                new ReceptionQuality(0, 0, 0));
    }

    /** The shortest record a publisher could write: what it must not be without, and its hash. */
    public static ArchiveRecord lean(long chunk) {
        ArchiveRecord whole = media("a", chunk);
        return new ArchiveRecord(
                null,
                KCOP,
                whole.rendition(),
                whole.track(),
                whole.kind(),
                whole.groupSequence(),
                whole.hash(),
                1,
                null,
                whole.receivedUnixMs(),
                null,
                null,
                true,
                null,
                null,
                null,
                null);
    }
}
