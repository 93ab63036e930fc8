package channel.every.archive;

import channel.every.archive.LineShape.Slot;
import channel.every.hash.Blake3Hash;
import channel.every.identity.GroupSequence;
import org.jspecify.annotations.Nullable;

/** Numbers and hashes of a record in the places that {@link Slot} gives them; zero for what is absent. */
final class RecordValues {
    private RecordValues() {}

    static void read(ArchiveRecord record, long[] values) {
        values[Slot.GROUP_SEQUENCE.value] = record.groupSequence().value();
        values[Slot.SIZE.value] = record.size();
        values[Slot.RECEIVED_UNIX_MS.value] = record.receivedUnixMs();
        MediaTiming media = record.media();
        values[Slot.MEDIA_SEQUENCE.value] = media == null ? 0 : media.sequence();
        values[Slot.DECODE_TIME.value] = media == null ? 0 : media.decodeTime();
        values[Slot.DURATION.value] = media == null ? 0 : media.duration();
        ReceptionQuality quality = record.quality();
        values[Slot.CONTINUITY_ERRORS.value] = quality == null ? 0 : quality.continuityErrors();
        values[Slot.TRANSPORT_ERRORS.value] = quality == null ? 0 : quality.transportErrors();
        values[Slot.MISSING_MS.value] = quality == null ? 0 : quality.missingMs();
        hash(record.hash(), values, Slot.HASH);
        hash(record.sourceHash(), values, Slot.SOURCE_HASH);
    }

    /** The record that has these values and is like another one in all else. */
    static ArchiveRecord record(ArchiveRecord like, long[] values) {
        Blake3Hash hash = like.hash() == null ? null : HexDigits.hash(values, Slot.HASH.value);
        return new ArchiveRecord(
                like.streamId(),
                like.broadcast(),
                like.rendition(),
                like.track(),
                like.kind(),
                new GroupSequence(values[Slot.GROUP_SEQUENCE.value]),
                hash,
                values[Slot.SIZE.value],
                like.casPath() == null || hash == null ? like.casPath() : new CasPath(hash).toString(),
                values[Slot.RECEIVED_UNIX_MS.value],
                like.sourceNode(),
                like.sourceSession(),
                like.synced(),
                timing(like.media(), values),
                like.sourceHash() == null ? null : HexDigits.hash(values, Slot.SOURCE_HASH.value),
                like.profile(),
                quality(like.quality(), values));
    }

    private static @Nullable MediaTiming timing(@Nullable MediaTiming like, long[] values) {
        return like == null
                ? null
                : new MediaTiming(
                        values[Slot.MEDIA_SEQUENCE.value],
                        values[Slot.DECODE_TIME.value],
                        like.timescale(),
                        values[Slot.DURATION.value]);
    }

    private static @Nullable ReceptionQuality quality(@Nullable ReceptionQuality like, long[] values) {
        return like == null
                ? null
                : new ReceptionQuality(
                        count(values[Slot.CONTINUITY_ERRORS.value]),
                        count(values[Slot.TRANSPORT_ERRORS.value]),
                        count(values[Slot.MISSING_MS.value]));
    }

    private static int count(long value) {
        return (int) Math.min(value, Integer.MAX_VALUE);
    }

    private static void hash(@Nullable Blake3Hash hash, long[] values, Slot slot) {
        if (hash == null) {
            for (int word = 0; word < 4; word++) {
                values[slot.value + word] = 0;
            }
        } else {
            HexDigits.words(hash, values, slot.value);
        }
    }
}
