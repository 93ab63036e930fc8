package channel.every.window;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds the pictures from which a decoder can start: a property of the elementary stream alone, whatever a multiplexer flags. */
final class RandomAccess {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int MPEG2_PICTURE = 0x00;
    private static final int MPEG2_SEQUENCE = 0xB3;
    private static final int INTRA = 1;

    private RandomAccess() {}

    /**
     * Whether the first picture in these bytes is a random access point.
     *
     * @param from first byte of the elementary stream
     */
    static boolean startsAt(VideoCodec codec, byte[] bytes, int from, int end) {
        boolean sequence = false;
        for (int at = nextStartCode(bytes, from, end); at < end; at = nextStartCode(bytes, at, end)) {
            Found found = switch (codec) {
                case MPEG2 -> mpeg2(bytes, at, end, sequence);
                case H264 -> h264(bytes[at] & 0x1F, sequence);
                case HEVC -> hevc(bytes[at] >>> 1 & 0x3F);
            };
            switch (found) {
                case ACCESS -> {
                    return true;
                }
                case PICTURE -> {
                    return false;
                }
                case PARAMETERS -> sequence = true;
                case NOTHING -> {}
            }
        }
        return false;
    }

    private enum Found {
        NOTHING,
        PARAMETERS,
        PICTURE,
        ACCESS
    }

    /** ISO/IEC 13818-2 6.2.2, 6.2.3: a sequence header, then an intra picture. */
    private static Found mpeg2(byte[] bytes, int at, int end, boolean sequence) {
        int code = bytes[at] & 0xFF;
        if (code == MPEG2_SEQUENCE) {
            return Found.PARAMETERS;
        }
        if (code != MPEG2_PICTURE) {
            return Found.NOTHING;
        }
        // 6.3.9: temporal_reference 10 bits, picture_coding_type 3 bits
        boolean intra = at + 2 < end && (bytes[at + 2] >>> 3 & 7) == INTRA;
        return sequence && intra ? Found.ACCESS : Found.PICTURE;
    }

    /** ISO/IEC 14496-10 table 7-1: an IDR slice, or a slice behind a sequence parameter set (broadcasts with recovery points). */
    private static Found h264(int type, boolean sequence) {
        return switch (type) {
            case 7 -> Found.PARAMETERS;
            case 5 -> Found.ACCESS;
            case 1, 2 -> sequence ? Found.ACCESS : Found.PICTURE;
            default -> Found.NOTHING;
        };
    }

    /** ISO/IEC 23008-2 table 7-1: 16 to 21 are BLA, IDR and CRA; 0 to 31 are all the slices. */
    private static Found hevc(int type) {
        if (type > 31) {
            return Found.NOTHING;
        }
        return type >= 16 && type <= 21 ? Found.ACCESS : Found.PICTURE;
    }

    /** Index of the byte behind the next 00 00 01 at or after {@code from}, {@code end} without one. */
    static int nextStartCode(byte[] bytes, int from, int end) {
        int i = from;
        while (i + 3 < end) {
            if (end - i >= Long.BYTES && withoutTwoZeros((long) LONG.get(bytes, i))) {
                i += Long.BYTES - 1;
                continue;
            }
            for (int seven = Math.min(i + Long.BYTES - 1, end - 3); i < seven; i++) {
                if (bytes[i + 2] == 1 && bytes[i + 1] == 0 && bytes[i] == 0) {
                    return i + 3;
                }
            }
        }
        return end;
    }

    /** Whether no two neighbours of eight bytes are 0, as in nearly all of a coded picture: then none of the first seven starts a code. */
    private static boolean withoutTwoZeros(long eight) {
        long zeros = eight - 0x0101_0101_0101_0101L & ~eight & 0x8080_8080_8080_8080L;
        return (zeros & zeros >>> Byte.SIZE) == 0;
    }
}
