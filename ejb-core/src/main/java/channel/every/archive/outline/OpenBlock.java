package channel.every.archive.outline;

import channel.every.archive.ArchiveRecord;
import channel.every.archive.MediaTiming;
import channel.every.archive.ObjectKind;
import channel.every.archive.RecordView;
import channel.every.identity.GroupSequence;
import org.jspecify.annotations.Nullable;

/** A stretch while its records are read. */
final class OpenBlock {
    /** Sequences of a block. */
    static final long SEQUENCES = (long) BlockTable.CHUNKS * GroupSequence.STRIDE;

    /** Odd, without pattern: the fractional parts of the golden ratio and of square roots. */
    private static final long MIX0 = 0x9e3779b97f4a7c15L;

    private static final long MIX1 = 0xbf58476d1ce4e5b9L;
    private static final long MIX2 = 0x94d049bb133111ebL;

    final int strand;
    long number = -1;
    long from;
    long to;
    long first;
    long last;
    int sequences;
    int media;
    int inits;
    int untimed;
    int withoutHash;
    boolean ascending;
    long digest0;
    long digest1;
    private int kindsOfLast;

    OpenBlock(int strand) {
        this.strand = strand;
    }

    boolean isOpen() {
        return number >= 0;
    }

    boolean holds(long sequence) {
        return sequence / SEQUENCES == number;
    }

    void open(long sequence, long offset) {
        number = sequence / SEQUENCES;
        from = offset;
        first = sequence;
        last = -1;
        sequences = 0;
        media = 0;
        inits = 0;
        untimed = 0;
        withoutHash = 0;
        ascending = true;
        digest0 = 0;
        digest1 = 0;
        kindsOfLast = 0;
    }

    void add(RecordView record, long end) {
        ArchiveRecord like = record.like();
        long sequence = record.groupSequence();
        boolean isMedia = like.kind() == ObjectKind.MEDIA;
        int kind = isMedia ? 1 : 2;
        if (sequence > last) {
            sequences++;
            last = sequence;
            kindsOfLast = kind;
        } else {
            ascending &= sequence == last && (kindsOfLast & kind) == 0;
            kindsOfLast |= kind;
            first = Math.min(first, sequence);
        }
        media += isMedia ? 1 : 0;
        inits += isMedia ? 0 : 1;
        untimed += isMedia && like.media() == null ? 1 : 0;
        withoutHash += like.hash() == null ? 1 : 0;
        to = end;
        sum(record, like.media(), sequence * 4 + kind);
    }

    /**
     * A sum, so that stretches add up and their order does not matter; what goes into it is spread over all its bits first, so that
     * exchanged hashes show.
     */
    private void sum(RecordView record, @Nullable MediaTiming timing, long key) {
        long timescale = timing == null ? -1 : timing.timescale();
        long one = mixed(record.hashWord(0) + key * MIX0);
        one = mixed(one + record.hashWord(1));
        one = mixed(one + record.mediaSequence() * MIX1 + timescale);
        long other = mixed(record.hashWord(2) ^ (key * MIX2));
        other = mixed(other + record.hashWord(3));
        other = mixed(other + record.decodeTime() * MIX0);
        digest0 += one + (other >>> 32);
        digest1 += other ^ Long.rotateLeft(one, 23);
    }

    private static long mixed(long value) {
        long spread = (value ^ (value >>> 30)) * MIX1;
        return spread ^ (spread >>> 29);
    }
}
