package channel.every.archive;

import channel.every.hash.Blake3Hash;
import channel.every.identity.GroupSequence;
import channel.every.identity.Label;
import channel.every.identity.Rendition;
import org.jspecify.annotations.Nullable;

/** The fields of one line while they are being read. */
final class RecordFields {
    @Nullable
    String streamId;

    @Nullable
    Label broadcast;

    @Nullable
    Label rendition;

    @Nullable
    Label track;

    ObjectKind kind = ObjectKind.MEDIA;

    @Nullable
    Long groupSequence;

    @Nullable
    Blake3Hash hash;

    long size;

    @Nullable
    String casPath;

    @Nullable
    Long receivedUnixMs;

    @Nullable
    String sourceNode;

    @Nullable
    String sourceSession;

    boolean synced;

    @Nullable
    MediaTiming media;

    @Nullable
    Blake3Hash sourceHash;

    @Nullable
    Blake3Hash profile;

    @Nullable
    ReceptionQuality quality;

    ArchiveRecord record() throws MalformedRecordException {
        if (casPath != null && hash != null && !casPath.endsWith('/' + hash.toString() + ".bin")) {
            // The hash stands in a record twice: a flipped bit in either is seen.
            throw new MalformedRecordException("cas_path is not that of hash " + hash + ": \"" + casPath + '"');
        }
        return new ArchiveRecord(
                streamId,
                present("broadcast", broadcast),
                new Rendition(present("rendition", rendition)),
                present("track", track),
                kind,
                new GroupSequence(present("group_sequence", groupSequence)),
                hash,
                size,
                casPath,
                present("received_unix_ms", receivedUnixMs),
                sourceNode,
                sourceSession,
                synced,
                media,
                sourceHash,
                profile,
                quality);
    }

    private static <T> T present(String name, @Nullable T value) throws MalformedRecordException {
        if (value == null) {
            throw new MalformedRecordException(name + " is absent");
        }
        return value;
    }
}
