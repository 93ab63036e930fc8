package channel.every.ts;

import org.jspecify.annotations.Nullable;

/**
 * The start of a PES packet (ISO/IEC 13818-1 2.4.3.6).
 *
 * @param streamId such as 0xE0 for video, 0xC0 for MPEG audio, 0xBD for AC-3
 * @param pts 90 kHz ticks below 2^33, {@link #ABSENT} without one or with a wrong marker bit
 * @param dts 90 kHz ticks below 2^33, equal to {@code pts} where only that is sent
 * @param packetLength PES_packet_length: bytes behind the first six, 0 for unbounded video
 * @param headerLength bytes from the start code to the elementary stream
 */
public record PesHeader(int streamId, long pts, long dts, int packetLength, int headerLength) {
    public static final long ABSENT = -1;

    private static final int START_LENGTH = 6;
    private static final int FIXED_LENGTH = 9;
    private static final int STAMP_LENGTH = 5;

    /** The header at the start of a packet's payload; null where no PES packet starts or the payload holds less than its fixed part. */
    public static @Nullable PesHeader read(TsPacket startPacket) {
        if (!startPacket.payloadUnitStart()) {
            return null;
        }
        return read(startPacket.buffer(), startPacket.payloadOffset(), startPacket.payloadLength());
    }

    /** The header at the start of bytes collected from one packet or more; time stamps cut off by the end read as absent. */
    public static @Nullable PesHeader read(byte[] b, int o, int length) {
        if (length < START_LENGTH || b[o] != 0 || b[o + 1] != 0 || b[o + 2] != 1) {
            return null;
        }
        int streamId = b[o + 3] & 0xFF;
        int packetLength = (b[o + 4] & 0xFF) << 8 | b[o + 5] & 0xFF;
        if (!hasFlags(streamId)) {
            return new PesHeader(streamId, ABSENT, ABSENT, packetLength, START_LENGTH);
        }
        if (length < FIXED_LENGTH) {
            return null;
        }
        int dataLength = b[o + 8] & 0xFF;
        int flags = b[o + 7] >>> 6 & 3;
        int stamps = Math.min(dataLength, length - FIXED_LENGTH) / STAMP_LENGTH;
        long pts = flags >= 2 && stamps >= 1 ? stamp(b, o + FIXED_LENGTH) : ABSENT;
        long dts = flags == 3 && stamps >= 2 ? stamp(b, o + FIXED_LENGTH + STAMP_LENGTH) : pts;
        return new PesHeader(streamId, pts, dts, packetLength, FIXED_LENGTH + dataLength);
    }

    /** ISO/IEC 13818-1 table 2-21: these stream ids carry bytes right behind the length. */
    private static boolean hasFlags(int streamId) {
        return switch (streamId) {
            case 0xBC, 0xBE, 0xBF, 0xF0, 0xF1, 0xF2, 0xF8, 0xFF -> false;
            default -> true;
        };
    }

    /** ISO/IEC 13818-1 2.4.3.7: 3, 15 and 15 bits, a marker bit behind each. */
    private static long stamp(byte[] b, int o) {
        if ((b[o] & b[o + 2] & b[o + 4] & 1) == 0) {
            return ABSENT;
        }
        return (b[o] >>> 1 & 7L) << 30
                | (b[o + 1] & 0xFFL) << 22
                | (b[o + 2] >>> 1 & 0x7FL) << 15
                | (b[o + 3] & 0xFFL) << 7
                | b[o + 4] >>> 1 & 0x7FL;
    }
}
