package channel.every.window;

import channel.every.ts.PesHeader;
import org.jspecify.annotations.Nullable;

/** One PES packet of a program, as received, and what reception did to it. The last one of a stream is still growing. */
final class PesUnit {
    /** What {@link #pts()} is for a PES packet without a usable time stamp: it belongs to the one before it. */
    static final long UNTIMED = Long.MIN_VALUE;

    /** Larger than any coded picture of a broadcast; what comes beyond is cut off. */
    static final int LARGEST = 8 << 20;

    private static final int FIXED_HEADER = 9;
    private static final int BOTH_STAMPS = 10;

    private final PesBlocks blocks;
    private PesBlocks.Block block;
    private int start;
    private int length;
    private @Nullable PesHeader header;
    private long pts = UNTIMED;
    private long dts = UNTIMED;
    private boolean randomAccess;
    private long durationTicks;
    private int continuityErrors;
    private int transportErrors;
    private int scrambledPackets;
    private boolean uncertain;

    /** Begins behind the newest unit in these blocks. */
    PesUnit(PesBlocks blocks) {
        this.blocks = blocks;
        this.start = blocks.position();
        this.block = blocks.begin();
    }

    void append(byte[] from, int offset, int count) {
        if (length + count > LARGEST) {
            uncertain = true;
            return;
        }
        PesBlocks.Block roomy = blocks.grow(start, length, count);
        if (roomy != block) {
            block = roomy;
            start = 0;
        }
        System.arraycopy(from, offset, block.bytes, start + length, count);
        length += count;
    }

    /** Gives its bytes back. */
    void forget() {
        blocks.release(block);
    }

    /** Reads the header as soon as enough of it is there, usually from the first packet. Null while it is not. */
    @Nullable
    PesHeader readHeader() {
        boolean readable = length >= FIXED_HEADER
                && length >= FIXED_HEADER + Math.min(block.bytes[start + FIXED_HEADER - 1] & 0xFF, BOTH_STAMPS);
        if (header == null && readable) {
            header = PesHeader.read(block.bytes, start, length);
            return header;
        }
        return null;
    }

    /** Whether its header has been read. */
    boolean headed() {
        return header != null;
    }

    void timed(long pts90k, long dts90k) {
        pts = pts90k;
        dts = dts90k;
    }

    /** No more bytes will come; one of the codecs says what is in it. */
    void close(@Nullable VideoCodec video, @Nullable AudioCodec audio) {
        PesHeader read = header;
        if (read == null) {
            uncertain = true;
            return;
        }
        // ISO/IEC 13818-1 2.4.3.7: PES_packet_length counts what follows it; 0 is unbounded video
        if (read.packetLength() != 0 && read.packetLength() + 6 != length) {
            uncertain = true;
        }
        if ((block.bytes[start + 6] & 0x30) != 0 && read.headerLength() >= FIXED_HEADER) {
            scrambledPackets++;
        }
        int content = start + Math.min(read.headerLength(), length);
        int end = start + length;
        if (video != null) {
            randomAccess = timed() && RandomAccess.startsAt(video, block.bytes, content, end);
        }
        if (audio != null) {
            durationTicks = AudioFrames.ticks(audio, block.bytes, content, end);
        }
    }

    void continuityError() {
        continuityErrors++;
    }

    void transportError() {
        transportErrors++;
    }

    void scrambled() {
        scrambledPackets++;
    }

    /** Something may be missing in it or behind it that no counter shows. */
    void uncertain() {
        uncertain = true;
    }

    /** The same with these stamps in a PES header of their own, which has no other optional field. */
    PesUnit stamped(long pts90k, long dts90k) {
        PesHeader read = header;
        if (read == null || read.headerLength() < FIXED_HEADER || read.headerLength() > length) {
            return this;
        }
        byte[] front = StampedHeader.of(block.bytes, start, length - read.headerLength(), pts90k, dts90k);
        PesUnit copy = new PesUnit(new PesBlocks(front.length + length - read.headerLength()));
        copy.append(front, 0, front.length);
        copy.append(block.bytes, start + read.headerLength(), length - read.headerLength());
        copy.header = PesHeader.read(front, 0, front.length);
        copy.timed(pts90k, dts90k);
        copy.continuityErrors = continuityErrors;
        copy.transportErrors = transportErrors;
        copy.scrambledPackets = scrambledPackets;
        copy.uncertain |= uncertain;
        return copy;
    }

    /** Where the elementary stream begins in {@link #bytes}. */
    int contentStart() {
        return start + (header == null ? length : Math.min(header.headerLength(), length));
    }

    /** Its bytes lie in here from {@link #start} on. */
    byte[] bytes() {
        return block.bytes;
    }

    int start() {
        return start;
    }

    int length() {
        return length;
    }

    boolean timed() {
        return pts != UNTIMED;
    }

    /** On the clock epoch's count, in 90 kHz ticks. */
    long pts() {
        return pts;
    }

    /** On the clock epoch's count, in 90 kHz ticks. */
    long dts() {
        return dts;
    }

    boolean randomAccess() {
        return randomAccess;
    }

    /** Of the audio frames that begin in it, 90 kHz ticks. */
    long durationTicks() {
        return durationTicks;
    }

    int continuityErrors() {
        return continuityErrors;
    }

    int transportErrors() {
        return transportErrors;
    }

    int scrambledPackets() {
        return scrambledPackets;
    }

    /** Whether nothing is missing from its first byte up to the next one's. */
    boolean whole() {
        return !uncertain && continuityErrors == 0 && transportErrors == 0 && scrambledPackets == 0;
    }
}
