package channel.every.web;

import channel.every.archive.ArchiveRecord;
import channel.every.archive.MediaTiming;
import channel.every.archive.ObjectKind;
import channel.every.archive.ReceptionQuality;
import channel.every.hash.Blake3Hash;
import channel.every.identity.GroupSequence;
import channel.every.identity.Label;
import channel.every.identity.Rendition;
import org.jspecify.annotations.Nullable;

/** Archive records as a publisher writes them: an init segment and a fragment for every window. */
final class Records {
    static final long FIRST = 1_779_121_412L;
    static final Rendition VIDEO = Rendition.of("720p");

    private Records() {}

    static ArchiveRecord init(long chunkIndex, int hash) {
        return record(ObjectKind.INIT, chunkIndex, 0, hash, null);
    }

    static ArchiveRecord media(long chunkIndex, int hash) {
        return media(chunkIndex, 0, hash);
    }

    static ArchiveRecord media(long chunkIndex, int slot, int hash) {
        return record(
                ObjectKind.MEDIA,
                chunkIndex,
                slot,
                hash,
                new MediaTiming(chunkIndex, chunkIndex * 90_090, 90_000, 90_090));
    }

    /** The same record as another node would have written it. */
    static ArchiveRecord of(String node, ArchiveRecord record) {
        return new ArchiveRecord(
                record.streamId(),
                record.broadcast(),
                record.rendition(),
                record.track(),
                record.kind(),
                record.groupSequence(),
                record.hash(),
                record.size(),
                record.casPath(),
                record.receivedUnixMs(),
                node,
                record.sourceSession(),
                record.synced(),
                record.media(),
                record.sourceHash(),
                record.profile(),
                record.quality());
    }

    static Blake3Hash hash(int value) {
        return Blake3Hash.parse("%064x".formatted(value));
    }

    private static ArchiveRecord record(
            ObjectKind kind, long chunkIndex, int slot, int hash, @Nullable MediaTiming media) {
        return new ArchiveRecord(
                null,
                new Label("la-kcop"),
                VIDEO,
                ArchiveRecord.PROOF_TRACK,
                kind,
                GroupSequence.of(chunkIndex, slot),
                hash(hash),
                439_737,
                "objects/blake3/00/" + hash(hash) + ".bin",
                chunkIndex * 1001 + 2500,
                "ec-node-a",
                "1",
                true,
                media,
                null,
                null,
                new ReceptionQuality(0, 0, 0));
    }
}
