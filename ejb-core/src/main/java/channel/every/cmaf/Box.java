package channel.every.cmaf;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A view of one box in a byte array (ISO/IEC 14496-12 4.2); nothing is copied.
 *
 * @param bytes the array that holds the box
 * @param type four characters
 * @param offset of the box's first byte
 * @param payload offset of the first byte after size and type
 * @param end offset after the box's last byte
 */
record Box(byte[] bytes, String type, int offset, int payload, int end) {
    private static final int HEADER = 8;

    /** With size 1 a 64-bit size follows the type. */
    private static final int LARGE_HEADER = 16;

    /** A full box begins with a version byte and 24 flag bits (4.2.2). */
    static final int FULL_HEADER = 4;

    /**
     * The box at {@code offset}.
     *
     * @param limit end of the parent
     */
    static Box at(byte[] bytes, int offset, int limit) {
        if (limit - offset < HEADER) {
            throw new MalformedBoxException("box header needs 8 bytes, there are " + (limit - offset), offset);
        }
        String type = new String(bytes, offset + 4, 4, StandardCharsets.ISO_8859_1);
        long size = BigEndian.unsigned32(bytes, offset);
        int header = HEADER;
        if (size == 1) {
            if (limit - offset < LARGE_HEADER) {
                throw new MalformedBoxException("box '" + type + "' is cut in its 64-bit size", offset);
            }
            size = BigEndian.signed64(bytes, offset + HEADER);
            header = LARGE_HEADER;
        } else if (size == 0) {
            size = limit - offset;
        }
        if (size < header || size > limit - offset) {
            throw new MalformedBoxException(
                    "box '" + type + "' has size " + size + ", its parent has room for " + (limit - offset), offset);
        }
        return new Box(bytes, type, offset, offset + header, offset + (int) size);
    }

    /** The boxes that fill {@code [from, to)} without a gap. */
    static List<Box> sequence(byte[] bytes, int from, int to) {
        List<Box> boxes = new ArrayList<>();
        for (int at = from; at < to; at = boxes.getLast().end) {
            boxes.add(at(bytes, at, to));
        }
        return boxes;
    }

    List<Box> children() {
        return sequence(bytes, payload, end);
    }

    List<Box> children(String wanted) {
        return children().stream().filter(box -> box.type.equals(wanted)).toList();
    }

    /** The only child of this type. */
    Box child(String wanted) {
        List<Box> found = children(wanted);
        if (found.size() != 1) {
            throw new MalformedBoxException(
                    "box '" + type + "' must hold one '" + wanted + "', it holds " + found.size(), offset);
        }
        return found.getFirst();
    }

    int version() {
        require(payload, FULL_HEADER);
        return bytes[payload] & 0xFF;
    }

    int flags() {
        require(payload, FULL_HEADER);
        return (int) BigEndian.unsigned32(bytes, payload) & 0xFF_FFFF;
    }

    /** An unsigned 32-bit field. */
    long unsigned32(int at) {
        require(at, Integer.BYTES);
        return BigEndian.unsigned32(bytes, at);
    }

    /** A 64-bit field that must not have its top bit set. */
    long unsigned63(int at) {
        require(at, Long.BYTES);
        long value = BigEndian.signed64(bytes, at);
        if (value < 0) {
            throw new MalformedBoxException("64-bit field of box '" + type + "' is over 2^63", at);
        }
        return value;
    }

    private void require(int at, int count) {
        if (at + count > end) {
            throw new MalformedBoxException("box '" + type + "' ends inside a field of " + count + " bytes", at);
        }
    }
}
