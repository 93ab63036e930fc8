package channel.every.ts;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * A view of one 188-byte transport packet inside a larger buffer (ISO/IEC 13818-1 2.4.3.2). It is moved, not made anew, for
 * every packet of a stream; whoever wants to keep a packet copies its bytes. An adaptation field that claims to be longer
 * than the packet reads as one without flags, behind which no payload is left.
 */
public final class TsPacket {
    /** ISO/IEC 13818-1 2.4.3.1. */
    public static final int SIZE = 188;

    public static final byte SYNC_BYTE = 0x47;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final int TRANSPORT_ERROR = 0x80_0000;
    private static final int UNIT_START = 0x40_0000;
    private static final int ADAPTATION = 0x20;
    private static final int PAYLOAD = 0x10;
    private static final int DISCONTINUITY = 0x80;
    private static final int RANDOM_ACCESS = 0x40;
    private static final int PCR = 0x10;

    /** adaptation_field_length that fills the packet up to its end. */
    private static final int LONGEST_ADAPTATION = SIZE - 5;

    /** Holds the packet where it does not lie in an array. */
    private final byte[] copy = new byte[SIZE];

    private byte[] buffer = copy;
    private int offset;
    private int header;

    /** Moves the view to the packet that starts at {@code offset} of {@code buffer}. */
    public TsPacket at(byte[] buffer, int offset) {
        Objects.checkFromIndexSize(offset, SIZE, buffer.length);
        this.buffer = buffer;
        this.offset = offset;
        this.header = (int) INT.get(buffer, offset);
        return this;
    }

    /** The same for a packet in any buffer; one outside the Java heap is copied. */
    public TsPacket at(ByteBuffer bytes, int offset) {
        if (bytes.hasArray()) {
            return at(bytes.array(), bytes.arrayOffset() + offset);
        }
        bytes.get(offset, copy);
        return at(copy, 0);
    }

    public byte[] buffer() {
        return buffer;
    }

    /** Where the packet starts in {@link #buffer()}. */
    public int offset() {
        return offset;
    }

    /** The first four bytes as one number, for loops that compare them at once. */
    public int header() {
        return header;
    }

    /** 0 to 0x1FFF, as a plain number for hot loops; see {@link Pid}. */
    public int pid() {
        return header >>> 8 & 0x1FFF;
    }

    /** The demodulator could not correct this packet: nothing in it can be trusted. */
    public boolean transportError() {
        return (header & TRANSPORT_ERROR) != 0;
    }

    public boolean payloadUnitStart() {
        return (header & UNIT_START) != 0;
    }

    /** transport_scrambling_control, 0 in the clear. */
    public int scrambling() {
        return header >>> 6 & 3;
    }

    public boolean hasPayload() {
        return (header & PAYLOAD) != 0;
    }

    public boolean hasAdaptationField() {
        return (header & ADAPTATION) != 0;
    }

    /** 0 to 15. */
    public int continuityCounter() {
        return header & 0xF;
    }

    /** discontinuity_indicator: the clock or the continuity counter may jump here. */
    public boolean discontinuity() {
        return (adaptationFlags() & DISCONTINUITY) != 0;
    }

    public boolean randomAccess() {
        return (adaptationFlags() & RANDOM_ACCESS) != 0;
    }

    /** Whether there is a program clock reference with a legal extension, 0 to 299 (ISO/IEC 13818-1 2.4.3.5). */
    public boolean hasPcr() {
        // ISO/IEC 13818-1 2.4.3.4: a PCR takes 6 bytes behind the flags
        return (adaptationFlags() & PCR) != 0 && adaptationLength() >= 7 && pcrExtension() < 300;
    }

    /** The PCR in 27 MHz ticks; meaningless without {@link #hasPcr()}. */
    public long pcrTicks() {
        long base = ((int) INT.get(buffer, offset + 6) & 0xFFFF_FFFFL) << 1 | (buffer[offset + 10] & 0x80) >>> 7;
        return base * 300 + pcrExtension();
    }

    /** Where the payload starts in {@link #buffer()}; the packet's end without one. */
    public int payloadOffset() {
        return offset + SIZE - payloadLength();
    }

    /** 0 to 184 bytes. */
    public int payloadLength() {
        if (!hasPayload()) {
            return 0;
        }
        return hasAdaptationField() ? Math.max(0, LONGEST_ADAPTATION - adaptationLength()) : SIZE - 4;
    }

    private int pcrExtension() {
        return (buffer[offset + 10] & 1) << 8 | buffer[offset + 11] & 0xFF;
    }

    private int adaptationLength() {
        return buffer[offset + 4] & 0xFF;
    }

    private int adaptationFlags() {
        if (!hasAdaptationField()) {
            return 0;
        }
        int length = adaptationLength();
        return length == 0 || length > LONGEST_ADAPTATION ? 0 : buffer[offset + 5];
    }
}
