package channel.every.window;

import java.util.ArrayList;
import java.util.List;

/**
 * Pictures ahead of a window to which no other picture refers and that nobody looks at: MPEG-2's B pictures (ISO/IEC 13818-2 6.3.9). A
 * decoder makes the same of the window without them, with less work.
 */
final class NeedlessPictures {
    private static final int PICTURE = 0x00;
    private static final int LAST_SLICE = 0xAF;
    private static final int USER_DATA = 0xB2;
    private static final int SEQUENCE = 0xB3;
    private static final int EXTENSION = 0xB5;
    private static final int GROUP = 0xB8;
    private static final int BIDIRECTIONAL = 3;

    private NeedlessPictures() {}

    /**
     * The units without those that hold nothing but such pictures. Where some unit does not tell its time all stay, since a decoder
     * counts pictures then.
     *
     * @param lookedAt time of the first picture that matters even if none refers to it, on the clock epoch's count
     */
    static List<PesUnit> without(List<PesUnit> units, VideoCodec codec, long lookedAt) {
        if (codec != VideoCodec.MPEG2 || !units.stream().allMatch(PesUnit::timed)) {
            return units;
        }
        List<PesUnit> needed = new ArrayList<>(units.size());
        for (int i = 0; i < units.size(); i++) {
            boolean needless = units.get(i).pts() < lookedAt
                    && i + 1 < units.size()
                    && bidirectional(units.get(i))
                    && begins(units.get(i + 1));
            if (!needless) {
                needed.add(units.get(i));
            }
        }
        return needed;
    }

    /** Whether a unit begins with a picture or its headers, so that nothing of the picture before is in it. */
    private static boolean begins(PesUnit unit) {
        int code = firstCode(unit);
        return code == PICTURE || code == SEQUENCE || code == GROUP;
    }

    private static int firstCode(PesUnit unit) {
        int from = unit.contentStart();
        int end = unit.start() + unit.length();
        byte[] bytes = unit.bytes();
        int at = RandomAccess.nextStartCode(bytes, from, end);
        // ISO/IEC 13818-2 5.2.3: any number of zero bytes may stand in front of a start code
        for (int i = from; i < at - 1; i++) {
            if (bytes[i] != 0) {
                return -1;
            }
        }
        return at < end ? bytes[at] & 0xFF : -1;
    }

    private static boolean bidirectional(PesUnit unit) {
        int end = unit.start() + unit.length();
        byte[] bytes = unit.bytes();
        if (firstCode(unit) != PICTURE) {
            return false;
        }
        for (int at = RandomAccess.nextStartCode(bytes, unit.contentStart(), end);
                at < end;
                at = RandomAccess.nextStartCode(bytes, at, end)) {
            int code = bytes[at] & 0xFF;
            boolean other = code > LAST_SLICE && code != USER_DATA && code != EXTENSION;
            boolean picture = code == PICTURE;
            if (other || picture && (at + 2 >= end || (bytes[at + 2] >>> 3 & 7) != BIDIRECTIONAL)) {
                return false;
            }
        }
        return true;
    }
}
